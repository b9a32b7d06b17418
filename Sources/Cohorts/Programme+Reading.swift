import Configuration
import FeatureData

extension Programme {
    private static let keys =
        [
            "title", "risk_of", "model", "catalogue", "features", "eligible", "rising", "select", "stability",
            "exclude", "after_review", "holdout", "lists_by", "bands", "totals",
        ] + Presentation.keys
    static let selectionKeys = ["share", "per_practice", "risk_at_least", "points_at_least"]
    private static let placesKey = "places_of"

    /// Reads a programme's file. What is wrong in it is added to the problems, all of it, and then there is none.
    /// - Parameters:
    ///   - id: the file's name without `.yaml`.
    ///   - file: the name to give in messages.
    public static func read(_ text: String, id: String, file: String, problems: Problems) -> Programme? {
        do throws(SettingProblem) {
            return read(try Setting.parse(text, file: file), id: id, problems: problems)
        } catch {
            problems.add(error)
            return nil
        }
    }

    private static func read(_ setting: Setting, id: String, problems: Problems) -> Programme? {
        let problemsBefore = problems.all.count
        if !isName(id) {
            let message = ProgrammeProblem.fileName.sentence
            problems.add(SettingProblem(file: setting.file, line: 0, column: 0, message: message))
        }
        let map = SettingMap(setting, allowed: keys, problems: problems)
        let title = map.requiredText("title")
        let model = map.required("model") == nil ? nil : map.parsed("model", expected: modelRule, ModelReference.init)
        let eligible = map.required("eligible").flatMap { condition($0, problems) }
        let selection = map.required("select").flatMap { self.selection($0, problems) }
        let stability = selection.flatMap { selection in
            map["stability"].flatMap { Stability.read($0, selection: selection, problems) }
        }
        let rising = Rising.read(map)
        let totals = Totals.read(map)
        let (exclusions, exclusionSettings) = self.exclusions(map, programme: id, problems)
        let reviewed = afterReview(map)
        let holdOut = map["holdout"].flatMap { HoldOut.read($0, problems) }.map { Exclusion(heldOut: $0) }
        let split: ListSplit? = map["lists_by"] == nil ? .practice : map.choice("lists_by")
        let bands = self.bands(map, problems)
        let presentation = Presentation.read(map)
        guard problems.all.count == problemsBefore, let title, let model, let eligible,
            let eligibleSetting = map["eligible"], let selection, let split, let bands,
            let presentation
        else { return nil }
        return Programme(
            id: id, title: title, riskOf: map.text("risk_of"), model: model, catalogue: map.text("catalogue"),
            features: map.items("features"), eligible: eligible, rising: rising, selection: selection,
            stability: stability,
            exclusions: exclusions + reviewed + [.diedOrLeft] + (holdOut.map { [$0] } ?? []), split: split,
            bands: bands, presentation: presentation, totals: totals, eligibleSetting: eligibleSetting,
            exclusionSettings: exclusionSettings, setting: setting)
    }

    private static let modelRule = "a model's name, or name/version (each \(nameRule))"

    private static func condition(_ setting: Setting, _ problems: Problems) -> Condition? {
        do throws(SettingProblem) {
            return try Condition(setting)
        } catch {
            problems.add(error)
            return nil
        }
    }

    private static func selection(_ setting: Setting, _ problems: Problems) -> Selection? {
        let map = SettingMap(setting, allowed: selectionKeys + [placesKey], problems: problems)
        guard case .mapping = setting.value else { return nil }
        let share = map.parsed("share", expected: shareRule, Share.init)
        let people = map.parsed("per_practice", expected: "a whole number from 1 to 100000") { text in
            Int(text).flatMap { Capacity.ownRange.contains($0) ? $0 : nil }
        }
        let placesOf = map.text(placesKey)
        let risk = map.parsed("risk_at_least", expected: "a number over 0 and below 1") { text in
            Setting.number(text).flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
        }
        let points = map.parsed("points_at_least", expected: "a number over 0") { text in
            Setting.number(text).flatMap { $0 > 0 ? $0 : nil }
        }
        guard selectionKeys.filter({ map[$0] != nil }).count == 1 else {
            problems.add(ProgrammeProblem.selection.sentence, at: setting)
            return nil
        }
        if let placesOf = map[placesKey], map["per_practice"] == nil {
            problems.add(ProgrammeProblem.placesOfNobody.sentence, at: placesOf)
            return nil
        }
        return share.map(Selection.share)
            ?? people.map { .perPractice(Capacity(people: $0, placesOf: placesOf)) }
            ?? risk.map(Selection.riskAtLeast) ?? points.map(Selection.pointsAtLeast)
    }

    private static let shareRule = "a share over 0 and at most 100%, such as 4%, 0.5% or 0.04"

    /// Without the key: those on the programme's own caseload. An empty list leaves nobody out.
    private static func exclusions(
        _ map: SettingMap, programme: String, _ problems: Problems
    ) -> ([Exclusion], conditions: [Int: Setting]) {
        guard map["exclude"] != nil else { return ([.own(programme)], [:]) }
        var read: [Exclusion] = []
        var conditions: [Int: Setting] = [:]
        for item in map.items("exclude") {
            guard let exclusion = exclusion(item, programme: programme, problems) else { continue }
            if read.contains(where: { $0.rule == exclusion.rule }) {
                problems.add(ProgrammeProblem.caseloadTwice.sentence, at: item)
            }
            if case .condition = exclusion.rule { conditions[read.count] = item }
            read.append(exclusion)
        }
        return (read, conditions)
    }

    private static func exclusion(_ setting: Setting, programme: String, _ problems: Problems) -> Exclusion? {
        let map = SettingMap(setting, allowed: ["caseload", "where", "as"], problems: problems)
        guard case .mapping = setting.value else { return nil }
        guard (map["caseload"] == nil) != (map["where"] == nil) else {
            problems.add(ProgrammeProblem.oneExclusion.sentence, at: setting)
            return nil
        }
        if let condition = map["where"] {
            // Only a name tells a reader why somebody is not here.
            guard let words = map.requiredText("as"), let condition = self.condition(condition, problems) else {
                return nil
            }
            return Exclusion(condition: condition, words: words)
        }
        guard
            let caseload = map.parsed(
                "caseload", expected: "a programme's name: \(nameRule)", { isName($0) ? $0 : nil })
        else { return nil }
        return Exclusion(caseload: caseload, words: map.text("as") ?? Exclusion.words(for: caseload, of: programme))
    }

    /// Those whom a review has found unsuitable, for so long.
    private static func afterReview(_ map: SettingMap) -> [Exclusion] {
        let prefix = "leave out for "
        let days = map.map("after_review", allowed: ["unsuitable"])?.parsed(
            "unsuitable", expected: "\"leave out for\" and a number of days, such as leave out for 365 days"
        ) { text in text.hasPrefix(prefix) ? Setting.days(String(text.dropFirst(prefix.count))) : nil }
        return days.map { [Exclusion(unsuitableForDays: $0)] } ?? []
    }

    private static func bands(_ map: SettingMap, _ problems: Problems) -> [Band]? {
        guard let setting = map["bands"] else { return Band.standard }
        let items = map.items("bands")
        let read = items.compactMap { band($0, problems) }
        guard read.count == items.count else { return nil }
        let ascends = zip(read, read.dropFirst()).allSatisfy { $0.end < $1.end }
        guard ascends, read.last?.end == .all else {
            problems.add(ProgrammeProblem.bandEnds.sentence, at: setting)
            return nil
        }
        return read
    }

    private static func band(_ setting: Setting, _ problems: Problems) -> Band? {
        let map = SettingMap(setting, allowed: ["name", "to"], problems: problems)
        guard case .mapping = setting.value else { return nil }
        let name = map.requiredText("name")
        let end = map.required("to") == nil ? nil : map.parsed("to", expected: shareRule, Share.init)
        guard let name, let end else { return nil }
        return Band(name: name, end: end)
    }
}
