import Evaluation
import Tabular

extension SummaryJSON {
    /// A summary that `text` wrote, of a run of which people have been left out since.
    ///
    /// Its numbers stay as they were released: they name nobody, and the difference between two releases would tell more
    /// of those left out than either. It says so.
    /// - Parameter number: of all who have been left out, under the same control as every number here.
    public static func text(_ json: JSONValue, leavingOut number: Int) -> String {
        guard var members = json.asObject else { return json.readableText }
        members["left_out_after_publication"] = [
            "people": DisclosureControl.released(number).map(JSONValue.integer) ?? .null,
            "note": "People were left out of the lists after publication; the numbers here were counted before.",
        ]
        return JSONValue.object(members).readableText
    }
}
