import Configuration

extension Programme {
    /// A condition that leaves people out, with where it stands.
    public struct ExclusionCondition: Sendable {
        /// Its place among the programme's exclusions.
        public let place: Int
        public let condition: Condition
        public let setting: Setting
    }

    public var exclusionConditions: [ExclusionCondition] {
        exclusions.enumerated().compactMap { place, exclusion in
            guard case .condition(let condition) = exclusion.rule, let setting = exclusionSettings[place] else {
                return nil
            }
            return ExclusionCondition(place: place, condition: condition, setting: setting)
        }
    }

    /// How those stay who were on its last lists, in plain words; nil where nobody does, or nobody has a place.
    public func stabilityWords(practice: String?) -> String? {
        if case .perPractice(let capacity) = selection, let practice, capacity.places(of: practice) == 0 { return nil }
        return stability.flatMap { $0.words(beside: selection) }
    }

    /// The features and registration facts that it names, its model's aside.
    public var words: Set<String> {
        let shown = presentation.tells + [split.rawValue] + [presentation.groupedBy].compactMap(\.self)
        return exclusionConditions.reduce(eligible.fields.union(shown)) { $0.union($1.condition.fields) }
    }

    /// Whether the features of its model's catalogue, and the facts of registration, are all that it asks for.
    public var isOfRowsAlone: Bool { features.isEmpty && rising == nil }

    /// Whether another programme chooses the same people, and only lists them otherwise.
    public func choosesTheSame(as other: Programme) -> Bool {
        model == other.model && catalogue == other.catalogue && features.isEmpty && other.features.isEmpty
            && eligible == other.eligible && rising == other.rising && selection == other.selection
            && stability == other.stability && exclusions.map(\.rule) == other.exclusions.map(\.rule)
    }

    /// Tells of words that are neither features nor facts, and of rules that the model cannot answer.
    /// - Parameters:
    ///   - catalogue: the name of the catalogue that its words are of.
    ///   - isFeature: whether that has a feature, or the programme itself.
    ///   - attributes: the facts of registration that a run can have.
    ///   - givesPoints: whether the model counts points, which are no risk; nil where there is none to ask.
    public func check(
        catalogue: String, isFeature: (String) -> Bool, attributes: [String], givesPoints: Bool?, _ problems: Problems
    ) {
        func check(_ words: some Sequence<String>, _ key: String, at setting: Setting) {
            for word in words.sorted() where !isFeature(word) && !attributes.contains(word) {
                let problem = ProgrammeProblem.unknownWord(word, key: key, catalogue: catalogue, attributes: attributes)
                problems.add(problem.sentence, at: setting)
            }
        }
        check(eligible.fields, "eligible", at: eligibleSetting)
        for exclusion in exclusionConditions { check(exclusion.condition.fields, "exclude", at: exclusion.setting) }
        check(presentation.tells, "tell", at: setting["tell"])
        if let word = presentation.groupedBy, !attributes.contains(word) {
            let problem = ProgrammeProblem.unknownAttribute(word, key: "group_by", attributes: attributes)
            problems.add(problem.sentence, at: setting["group_by"])
        }
        if let givesPoints { checkScale(givesPoints: givesPoints, problems) }
    }

    private func checkScale(givesPoints: Bool, _ problems: Problems) {
        switch selection {
        case .riskAtLeast where givesPoints:
            problems.add(ProgrammeProblem.needsRisk("risk_at_least").sentence, at: setting["select"])
        case .pointsAtLeast where !givesPoints:
            problems.add(ProgrammeProblem.needsPoints.sentence, at: setting["select"])
        default: break
        }
        if rising != nil, givesPoints {
            problems.add(ProgrammeProblem.needsRisk("rising").sentence, at: setting["rising"])
        }
    }
}

extension Setting {
    /// The setting of a key; the whole where there is none.
    fileprivate subscript(key: String) -> Setting {
        guard case .mapping(let entries) = value else { return self }
        return entries.first { $0.key == key }?.value ?? self
    }
}
