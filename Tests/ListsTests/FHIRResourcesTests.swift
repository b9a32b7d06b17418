import Foundation
import Lists
import Testing

@Suite struct FHIRResourcesTests {
    private static func objects(_ text: String) throws -> [NSDictionary] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary)
        }
    }

    @Test("A list is a Group of its people and a List of their RiskAssessments, in its order")
    func references() throws {
        var resources = FHIRResources()
        resources.add(.example(isDemonstration: true))
        let assessments = try Self.objects(resources.riskAssessments)
        let group = try #require(try Self.objects(resources.groups).first)
        let list = try #require(try Self.objects(resources.lists).first)
        #expect(assessments.map { $0["resourceType"] as? String } == ["RiskAssessment", "RiskAssessment"])
        let ids = assessments.compactMap { $0["id"] as? String }
        #expect(Set(ids).count == 2 && ids.allSatisfy { $0.count == 32 })
        let entries = list["entry"] as? [[String: [String: String]]]
        #expect(entries?.map { $0["item"]?["reference"] } == ids.map { "RiskAssessment/\($0)" })
        let members = group["member"] as? [[String: [String: Any]]]
        let people = members?.map { ($0["entity"]?["identifier"] as? [String: String])?["value"] }
        #expect(people == ["9990000018", "=9990000026"])
        #expect(group["quantity"] as? Int == 2)
        let prediction = (assessments[0]["prediction"] as? [[String: Any]])?.first
        #expect(prediction?["probabilityDecimal"] as? Double == 0.713456)
        for resource in assessments + [group, list] { #expect("\(resource)".contains("HTEST")) }
    }

    @Test("The same list has the same resources, and another date others")
    func ids() throws {
        var (first, second) = (FHIRResources(), FHIRResources())
        first.add(.example())
        second.add(.example())
        #expect(first.riskAssessments == second.riskAssessments && first.lists == second.lists)
        #expect(first.assessmentCount == 2 && first.listCount == 1)
    }

    @Test("A list of nobody has no empty array")
    func empty() throws {
        var resources = FHIRResources()
        resources.add(.example(rows: []))
        #expect(resources.riskAssessments.isEmpty)
        #expect(!resources.groups.contains("[]") && !resources.lists.contains("[]"))
        #expect(resources.lists.contains("emptyReason"))
    }
}
