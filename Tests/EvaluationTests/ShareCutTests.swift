import Evaluation
import Testing

@Suite("A cut by a share")
struct ShareCutTests {
    @Test("is named in per cent and rounds people up")
    func words() {
        #expect(ShareCut.standard.map(\.words) == ["0.5%", "1%", "2%", "4%", "5%", "10%", "20%"])
        #expect(ShareCut.main.count(of: 100) == 4)
        #expect(ShareCut.main.count(of: 101) == 5)
        #expect(ShareCut(perMille: 5).count(of: 0) == 0)
    }
}
