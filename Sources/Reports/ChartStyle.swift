/// The style of pages with charts. Colours are of Okabe and Ito's set, which the colour-blind can tell apart
/// (Color Universal Design, 2008); dashes and shapes say the same.
enum ChartStyle {
    static let text: StaticString = """
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); gap: 1em 2em; }
        figure { margin: .6em 0; max-width: 600px; }
        figcaption { font-weight: bold; margin-bottom: .3em; }
        svg.chart { display: block; width: 100%; height: auto; font: 13px Arial, "Liberation Sans", sans-serif; }
        svg.chart text { fill: #1b1b1b; }
        svg.chart .tick { fill: #404040; font-size: 12px; }
        svg.chart .grid { stroke: #dcdcdc; }
        svg.chart .axis { stroke: #1b1b1b; }
        svg.chart .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
        svg.chart .line.model { stroke: #0072b2; }
        svg.chart .line.rival { stroke: #d55e00; stroke-dasharray: 9 4; }
        svg.chart .line.reference { stroke: #505050; stroke-width: 1.5; stroke-dasharray: 5 4; }
        svg.chart .line.faint { stroke: #505050; stroke-width: 1.8; stroke-dasharray: 1.5 4; stroke-linecap: round; }
        svg.chart .band { fill: #0072b2; fill-opacity: .16; }
        svg.chart .mark.model { fill: #0072b2; stroke: #0072b2; }
        svg.chart .mark.rival { fill: #d55e00; stroke: #d55e00; }
        svg.chart .mark.reference, svg.chart .mark.faint { fill: #fff; stroke: #505050; stroke-width: 1.5; }
        svg.chart .interval { fill: none; stroke-width: 1.5; }
        svg.chart .label { paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
        svg.chart .label.model { fill: #004f7c; }
        svg.chart .label.rival { fill: #8f3f00; }
        svg.chart .label.reference, svg.chart .label.faint { fill: #404040; }
        svg.chart .rod { fill: #b8d4e6; stroke: #0072b2; }
        svg.chart .rod.inner { fill: #0072b2; }
        svg.chart .heading { font-weight: bold; }
        .verdict ul { max-width: 60em; }
        .charts .scroll { align-self: start; }
        .charts td, .charts th { padding-top: .2em; padding-bottom: .2em; }
        .verdict li { margin: .35em 0; }
        tbody th { min-width: 6.5em; }
        thead th.number { white-space: normal; }
        th, td { padding-right: .65em; }
        @media print {
          * { print-color-adjust: exact; }
          .charts { grid-template-columns: 1fr 1fr; gap: .6em 1.4em; }
          figure { break-inside: avoid; min-width: 78mm; max-width: 92mm; }
          table { font-size: .86em; }
        }
        """
}
