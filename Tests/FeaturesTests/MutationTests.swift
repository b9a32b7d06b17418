import Configuration
import Features
import Foundation
import Records
import TestSupport
import Testing

@Suite("Mistakes anywhere in the default catalogue")
struct MutationTests {
    static let text = try! String(contentsOfFile: Repository.defaultCatalogue, encoding: .utf8)

    /// A word of the catalogue that means something: not of a comment, a reason or its detail, a family, words for a group, or a
    /// feature's own name.
    private static let words: [Range<String.Index>] = {
        var words: [Range<String.Index>] = []
        for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
            let free = ["reason: ", "detail: ", "family: "].compactMap { line.range(of: $0)?.lowerBound }
            let isGroupWord = line.range(of: #"^  [a-z_]+: [^a-z]*[a-zA-Z' -]+$"#, options: .regularExpression) != nil
            let end = free.min() ?? (isGroupWord ? line.firstIndex(of: ":")! : line.endIndex)
            for word in line[..<end].matches(of: /[A-Za-z_]{2,}/) {
                let before = line[..<word.range.lowerBound]
                let isName = before.range(of: "name: ", options: .backwards).map {
                    !before[$0.upperBound...].contains(",")
                }
                if isName != true, !before.hasSuffix("catalogue: ") { words.append(word.range) }
            }
        }
        return words
    }()

    @Test("A typing mistake in any word is refused, at its line or where it is used", arguments: 0..<8)
    func typingMistakes(part: Int) {
        #expect(Self.words.count > 300)
        for (place, word) in Self.words.enumerated() where place % 8 == part {
            let mutant = Self.text.replacingCharacters(in: word, with: Self.text[word] + "x")
            let line = Self.text[..<word.lowerBound].count { $0 == "\n" } + 1
            let problems = Catalogue.problems(mutant)
            if problems.isEmpty { Issue.record("line \(line): \"\(Self.text[word])x\" passes") }
        }
    }

    @Test("Words removed, replaced, doubled or cut off never trap; what is wrong has a place", arguments: UInt64(1)...8)
    func randomMutations(seed: UInt64) {
        var random = SplitMix(state: seed)
        let tokens = Array(Self.text.matches(of: /[A-Za-z_]+|[0-9]+|[\[\]{}:,"\-*#.=]|\n/).map(\.range))
        for _ in 0..<40 {
            var mutant = Self.text
            let (one, two) = (random.pick(tokens), random.pick(tokens))
            switch Int.random(in: 0..<5, using: &random) {
            case 0: mutant.removeSubrange(one)
            case 1: mutant.replaceSubrange(one, with: Self.text[two])
            case 2: mutant.insert(contentsOf: Self.text[two], at: one.lowerBound)
            case 3: mutant = String(mutant[..<one.lowerBound])
            default:
                mutant.replaceSubrange(
                    one, with: random.pick(["-1", "0", "99999999999999999999", "", "[]", "{}", "~"]))
            }
            check(mutant, seed: seed)
        }
    }

    private func check(_ mutant: String, seed: UInt64) {
        let lines = mutant.count { $0.isNewline } + 2
        do {
            let catalogue = try Catalogue(yaml: mutant)
            var generator = RandomPeople(seed: seed, index: .on("2024-04-01"))
            _ = catalogue.values(generator.people(3), at: .on("2024-04-01"))
        } catch {
            for problem in error.problems {
                #expect(problem.file == "test.yaml" && (1...lines).contains(problem.line) && problem.column >= 1)
                #expect(!problem.message.isEmpty)
            }
        }
    }
}
