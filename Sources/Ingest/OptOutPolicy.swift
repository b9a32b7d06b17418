import Configuration

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
        let map = SettingMap(setting, allowed: ["allow_list", "applied_upstream"], problems: problems)
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
