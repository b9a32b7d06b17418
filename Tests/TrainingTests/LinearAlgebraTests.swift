import LinearAlgebra
import Testing

@Suite("Linear algebra")
struct LinearAlgebraTests {
    @Test("solves a positive definite system")
    func solves() throws {
        // [[4, 2, 0], [2, 5, 1], [0, 1, 3]] x = [8, 15, 11] has x = [1, 2, 3].
        let factor = try CholeskyFactor([4, 0, 0, 2, 5, 0, 0, 1, 3], order: 3)
        for (found, expected) in zip(factor.solve([8, 15, 11]), [1.0, 2, 3]) { #expect(abs(found - expected) < 1e-14) }
    }

    @Test("tells which leading minor is not positive")
    func notPositiveDefinite() {
        let error = #expect(throws: LinearAlgebraError.self) { _ = try CholeskyFactor([1, 0, 2, 1], order: 2) }
        #expect(error == .notPositiveDefinite(leadingMinor: 2))
        #expect(
            error?.description == "the matrix is not positive definite: its leading minor of order 2 is not positive")
    }

    @Test("adds up the Gram matrix of blocks")
    func gram() {
        var gram = GramMatrix(order: 2)
        [1, 2, 3, 4].withUnsafeBufferPointer { gram.add(block: $0) }
        [5, 6].withUnsafeBufferPointer { gram.add(block: $0) }
        #expect(gram.values == [35, 0, 44, 56])
    }
}
