import FeatureData
import Testing

@Suite("The feature matrix")
struct FeatureMatrixTests {
    private static let columns = [0, 730, 5.5].enumerated().map { place, usual in
        FeatureColumn(name: "f\(place)", usual: usual, fingerprint: "", reason: "", family: "")
    }

    @Test("Rows come back as they were given, and only unusual cells are stored")
    func rows() {
        let rows: [[Double]] = [[0, 730, 5.5], [1, 0, 5.5], [0, 730, 1], [-2, 12, 3], [0, 730, 5.5]]
        var matrix = FeatureMatrix(columns: Self.columns)
        for row in rows { matrix.append(row: row) }
        #expect(matrix.rowCount == 5)
        #expect((0..<5).map { matrix.row($0) } == rows)
        #expect(matrix.rowStarts == [0, 0, 2, 3, 6, 6])
        #expect(matrix.cellColumns == [0, 1, 2, 0, 1, 2])
        #expect(matrix.cellValues == [1, 0, 1, -2, 12, 3])
        matrix.removeAllRows()
        matrix.append(row: rows[3])
        #expect(matrix.rowStarts == [0, 3])
        #expect(matrix.row(0) == rows[3])
    }

    @Test("A matrix of no columns has rows without cells")
    func noColumns() {
        var matrix = FeatureMatrix(columns: [])
        matrix.append(row: [])
        #expect(matrix.rowCount == 1)
        #expect(matrix.row(0).isEmpty)
    }
}
