import FeatureData
import Testing

@Suite("Fold keys")
struct FoldKeysTests {
    @Test("give equal parts of the keys' range to the folds")
    func parts() {
        let keys = FoldKeys([0, UInt64.max / 5, UInt64.max / 5 + 1, UInt64.max / 2, UInt64.max])
        #expect(keys.folds(count: 5) == [0, 0, 1, 2, 4])
        #expect(keys.folds(count: 1) == [0, 0, 0, 0, 0])
    }

    @Test("give one person's rows one fold, whoever else there is")
    func person() {
        let folds = FoldKeys([7 << 60, 42, 7 << 60]).folds(count: 10)
        #expect(folds[0] == folds[2])
        #expect(FoldKeys([7 << 60]).folds(count: 10) == [folds[0]])
    }
}
