/// Which columns of a ready table are what. The others are predictors, but for one without a name: R and pandas number
/// their rows in it.
public struct TableRoles: Sendable, Equatable {
    public var id: String
    /// 0 or 1; rows without a value are left out and counted.
    public var outcome: String?
    public var weight: String?
    public var offset: String?
    /// Columns read as words: a split, a date, groups to report by. One that `predictors` or `categorical` names is a
    /// predictor as well.
    public var words: [String]
    public var ignored: [String]
    /// The predictors, in this order, or none; nil for all columns without another role, in the file's order.
    public var predictors: [String]?
    /// Predictors that are words even where they look like numbers.
    public var categorical: [String]
    /// Whether the table tells which other predictors are words: those whose first rows hold words and no number. What a
    /// model or an archive takes as a number is one, whatever the table holds.
    public var findsWords: Bool
    /// The words of predictors that are known beforehand, as a model knows them. Others are refused.
    public var levels: [String: [String]]
    /// What stands for no value, beside an empty field.
    public var missing: [String]

    /// What stands for no value unless a design says otherwise.
    public static let usualMissing = ["NA", "NaN", "null"]

    public init(
        id: String, outcome: String? = nil, weight: String? = nil, offset: String? = nil, words: [String] = [],
        ignored: [String] = [], predictors: [String]? = nil, categorical: [String] = [],
        findsWords: Bool = false, levels: [String: [String]] = [:], missing: [String] = usualMissing
    ) {
        self.id = id
        self.outcome = outcome
        self.weight = weight
        self.offset = offset
        self.words = words
        self.ignored = ignored
        self.predictors = predictors
        self.categorical = categorical
        self.findsWords = findsWords
        self.levels = levels
        self.missing = missing
    }

    /// The predictors of a table with these columns.
    func predictors(among names: [String]) -> [String] {
        if let predictors { return predictors }
        let others = Set(others)
        let named = Set(categorical).intersection(words)
        return names.filter { !$0.isEmpty && (!others.contains($0) || named.contains($0)) }
    }

    /// The columns that are no predictors, but for words that are named as such.
    var others: [String] { [id] + [outcome, weight, offset].compactMap(\.self) + words + ignored }
}
