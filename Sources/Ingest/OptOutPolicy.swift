import Configuration
import Identity

/// How the run knows who objects. It must be said: without it nothing runs.
public enum OptOutPolicy: Sendable {
    /// The opt-outs source lists those who object.
    case listed
    /// The opt-outs source lists those who may be looked at; everybody else objects.
    case allowList
    /// Objections were applied before the extracts were made.
    case appliedUpstream(by: String, evidence: String, on: String)

    /// Reads `opt_outs:`; nil settings mean that the source lists those who object.
    public init(_ setting: Setting?, problems: Problems) {
        guard let setting else {
            self = .listed
            return
        }
        let map = SettingMap(setting, allowed: ["allow_list", "applied_upstream", "objections"], problems: problems)
        if let upstream = map.map("applied_upstream", allowed: ["by", "evidence", "on"]) {
            for key in ["by", "evidence", "on"] where upstream[key]?.text == "" {
                problems.add("opt_outs: applied_upstream: \"\(key)\" is left to complete", at: upstream.setting)
            }
            self = .appliedUpstream(
                by: upstream.requiredText("by") ?? "", evidence: upstream.requiredText("evidence") ?? "",
                on: upstream.requiredText("on") ?? "")
        } else {
            self = map.flag("allow_list") == true ? .allowList : .listed
        }
    }
}

extension ObjectionMatrix {
    /// Reads `opt_outs: objections:`, a list of kinds by purpose. A purpose that is not named is objected to by every
    /// kind.
    public init(_ optOuts: Setting?, problems: Problems) {
        self = .everything
        guard let optOuts, case .mapping(let entries) = optOuts.value,
            let setting = entries.first(where: { $0.key == "objections" })?.value
        else { return }
        if entries.contains(where: { $0.key != "objections" && $0.value.text != "false" }) {
            problems.add("objections are for a source that lists who objects", at: setting)
        }
        let map = SettingMap(setting, allowed: Purpose.allCases.map(\.rawValue), problems: problems)
        var kinds: [Purpose: Set<ObjectionKind>] = [:]
        for purpose in Purpose.allCases {
            guard let stated = map[purpose.rawValue] else { continue }
            kinds[purpose] = []
            for text in map.texts(purpose.rawValue) {
                guard let kind = ObjectionKind(rawValue: text) else {
                    let words = ObjectionKind.allCases.map(\.rawValue).joined(separator: ", ")
                    problems.add("\"\(purpose.rawValue)\" must be some of: \(words)", at: stated)
                    continue
                }
                kinds[purpose]?.insert(kind)
            }
        }
        self.init(kinds: kinds)
    }
}
