import Glibc
import Testing

@testable import RunStore

/// The exact sentences and exit codes.
@Suite struct SentenceTests {
    @Test func `Every error has its sentence and its exit code`() throws {
        let id = SampleRun.id(0)
        let path = try RunPath("lists/a.csv")
        let expected: [(RunStoreError, Int32, String)] = [
            (.cannotCreate(path: "runs", code: EACCES), 73, "runs cannot be created: Permission denied."),
            (
                .inputOutput(.fsync, path: "runs", code: ENOSPC), 74,
                "runs: fsync failed (No space left on device). Run again once it is mended."
            ),
            (.busy, 75, "Another run holds the lock (.lock). Wait until it has ended."),
            (.noDirectory(path: "/out"), 66, "The output directory /out does not exist."),
            (.notADirectory(path: "runs"), 73, "runs is not a directory."),
            (.notOurs(path: "."), 77, "The output directory belongs to another user. Run as its owner."),
            (
                .tooOpen(path: ".", permissions: 0o775), 77,
                "The output directory has permissions 0775: its group or others may write to it. Allow 0755 at most."
            ),
            (
                .cannotShare(path: "runs", group: 5), 77,
                "runs cannot be given to group 5. The program's user must be a member of the reading group."
            ),
            (
                .auditBroken(line: 3, .outOfChain), 65,
                "audit.jsonl:3: the line does not follow from the one before it. Something was changed in it, added or removed."
            ),
            (
                .auditBroken(line: 3, .sealBroken), 65,
                "audit.jsonl: what stands after line 3 is not the seal of what stands before. Lines were changed, added or removed."
            ),
            (
                .auditBroken(line: 3, .otherThanAfterLastAct), 65,
                "audit.jsonl: line 3 is not what STATUS.json says that it was after the last act. Lines were taken off, or the log was made anew."
            ),
            (
                .auditBroken(line: 3, .otherThanAtRun(id)), 65,
                "audit.jsonl: line 3 is not what it was when run 20250131T020304Z-9f8e7d6c5b4a3f21 was published. The log was made anew."
            ),
            (.runIsPublished(id), 70, "Run 20250131T020304Z-9f8e7d6c5b4a3f21 is published and cannot be removed."),
            (.missingRun(id), 66, "There is no committed run 20250131T020304Z-9f8e7d6c5b4a3f21."),
            (.nothingPublished, 66, "Nothing is published yet."),
            (.noEarlierRun(than: id), 66, "There is no committed run before 20250131T020304Z-9f8e7d6c5b4a3f21."),
            (.latestIsNotALink, 65, "latest is not a link to a run. Remove it and run again."),
            (
                .doesNotVerify(id, [VerificationProblem("a.csv", .missing)]), 65,
                "Run 20250131T020304Z-9f8e7d6c5b4a3f21 does not verify (problems: 1):\n  a.csv is missing."
            ),
            (.malformedStatus(.syntax(offset: 3)), 65, "STATUS.json is malformed: it is not JSON at byte 3."),
            (
                .unusablePath, 70,
                "A path in a run has one to eight parts of letters, digits, '-', '_' and '.', none beginning with '.'."
            ),
            (.pathTaken(path), 70, "lists/a.csv is in the run already."),
            (.fileStillOpen(path), 70, "lists/a.csv was not closed whole, so the run cannot be published."),
            (.fileIsClosed(path), 70, "lists/a.csv is closed and takes no more bytes."),
            (.runIsOver(id), 70, "Run 20250131T020304Z-9f8e7d6c5b4a3f21 was published or abandoned before."),
            (.lockReleased, 70, "The lock was released before the work under it was done."),
        ]
        for (error, exitCode, sentence) in expected {
            #expect(error.description == sentence)
            #expect(error.exitCode == exitCode, "\(error)")
        }
    }

    @Test func `Every problem of a run has its sentence`() {
        let expected: [(VerificationProblem.Kind, String)] = [
            (.missing, "a.csv is missing."),
            (.added, "a.csv is not in the manifest."),
            (.notAFile, "a.csv is not a regular file."),
            (.notADirectory, "a.csv is not a directory."),
            (.size(found: 1, expected: 2), "a.csv has 1 bytes; the manifest says 2."),
            (.changed, "a.csv has changed since it was published."),
            (.unreadable(code: EIO), "a.csv cannot be read: Input/output error."),
            (
                .permissions(found: 0o644, expected: 0o600),
                "a.csv has permissions 0644; it was published with 0600."
            ),
            (.notOurs, "a.csv belongs to another user."),
            (
                .malformedManifest(.unexpected(field: "run")),
                "a.csv is malformed: its field run is missing, not as it should be or one too many."
            ),
            (.otherRun, "a.csv is the manifest of another run."),
        ]
        for (kind, sentence) in expected { #expect(VerificationProblem("a.csv", kind).description == sentence) }
    }

    @Test func `Of many problems ten are told, and how many more there are`() {
        let problems = (0..<12).map { VerificationProblem("\($0).csv", .missing) }
        let text = RunStoreError.doesNotVerify(SampleRun.id(0), problems).description
        #expect(text.hasSuffix("\n  9.csv is missing.\n  and 2 more"))
    }
}
