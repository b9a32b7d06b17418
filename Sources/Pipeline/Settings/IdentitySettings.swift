import Configuration
import Identity

/// What a configuration says of how people are named: `identity:`.
struct IdentitySettings: Sendable {
    /// The file of the key under which NHS numbers become pseudonyms.
    let key: String?
    /// By practice code, whom a list with NHS numbers is encrypted to.
    let recipients: [String: AgeRecipient]

    init(_ setting: Setting?, problems: Problems) {
        guard let setting else {
            (key, recipients) = (nil, [:])
            return
        }
        let map = SettingMap(setting, allowed: ["key", "practices"], problems: problems)
        key = map.text("key")
        var recipients: [String: AgeRecipient] = [:]
        for entry in map.pairs("practices") {
            let practice = SettingMap(entry.value, allowed: ["age"], problems: problems)
            recipients[entry.key] = practice.parsed(
                "age", expected: "a public key of age: age1 and 58 small letters and digits", AgeRecipient.init)
            if practice["age"] == nil { problems.add("\"age\" is missing", at: entry.value) }
        }
        self.recipients = recipients
    }
}
