/// Works out what each method says of a programme's lists.
public struct ImpactEvaluator: Sendable {
    private let bootstrap: Bootstrap

    public init(bootstrap: Bootstrap) { self.bootstrap = bootstrap }

    /// Methods that have nobody to compare with, or too few, have findings without numbers.
    public func evaluation(of input: ImpactInput) async -> ImpactEvaluation {
        let matched = MatchedComparison(pairs: input.matching.pairs)
        var findings: [ImpactEvaluation.Finding] = []
        for method in ImpactEvaluation.Method.allCases {
            switch method {
            case .holdOut: findings.append(await holdOut(input))
            case .discontinuity: findings.append(await discontinuity(input))
            case .matchedControls: findings.append(await matchedControls(input, matched))
            case .earlierGroup: findings.append(await earlierGroup(input))
            }
        }
        let isMatchTold = findings.contains { $0.method == .matchedControls && $0.effect.relative.value != nil }
        return ImpactEvaluation(
            formatVersion: ImpactEvaluation.currentFormat, question: input.question,
            disclosureControl: DisclosureControl.words, bootstrap: bootstrap.facts,
            listed: .init(input.listed), naive: await naive(input.listed), earlier: await earlier(input),
            findings: findings, balance: isMatchTold ? matched.balance : [],
            accounts: input.accounts.map { .init(name: $0.name, people: DisclosureControl.released($0.people)) },
            limits: input.limits)
    }

    private func naive(_ people: [FollowedPerson]) async -> ImpactEffect {
        guard ImpactEvaluation.Arm.isTold(people) else { return .none }
        return await BeforeAndAfter(people: people).effect(bootstrap)
    }

    private func earlier(_ input: ImpactInput) async -> ImpactEvaluation.Earlier? {
        guard let earlier = input.earlier else { return nil }
        let pairs = earlier.matching.pairs
        let isTold = [pairs.map(\.listed.person), pairs.map(\.control.person)].allSatisfy(ImpactEvaluation.Arm.isTold)
        let comparison = comparison(input, earlier)
        return .init(
            from: earlier.from, to: earlier.to, chosen: .init(earlier.chosen), naive: await naive(earlier.chosen),
            matchedControls: isTold ? await MatchedComparison(pairs: pairs).effect(bootstrap) : .none,
            trend: comparison.unlisted.isEmpty ? nil : await comparison.trend(bootstrap))
    }

    /// With those on no list at either time, where enough of both may be told of.
    private func comparison(_ input: ImpactInput, _ earlier: ImpactInput.Earlier) -> EarlierGroupComparison {
        let isTold = [input.unlisted, earlier.unlisted].allSatisfy(ImpactEvaluation.Arm.isTold)
        return EarlierGroupComparison(
            listed: input.listed, earlier: earlier.chosen, unlisted: isTold ? input.unlisted : [],
            unlistedEarlier: isTold ? earlier.unlisted : [])
    }

    // MARK: Methods

    private func holdOut(_ input: ImpactInput) async -> ImpactEvaluation.Finding {
        let (listed, heldOut) = (input.trial?.listed ?? [], input.trial?.heldOut ?? [])
        return await finding(.holdOut, input, listed, heldOut, within: input.listed) { bootstrap in
            await RandomisedComparison(listed: listed, heldOut: heldOut).effect(bootstrap)
        }
    }

    private func discontinuity(_ input: ImpactInput) async -> ImpactEvaluation.Finding {
        let method = Discontinuity(rows: input.line)
        let near = method.near
        let (above, below) = (near.filter(\.isAbove), near.filter { !$0.isAbove })
        let listed = above.map(\.person).distinct
        let arePart = Set(listed.map(\.key)).isSubset(of: input.listed.map(\.key))
        return await finding(
            .discontinuity, input, listed, below.map(\.person).distinct, within: arePart ? input.listed : []
        ) { await method.effect($0) }
    }

    private func matchedControls(
        _ input: ImpactInput, _ matched: MatchedComparison
    ) async -> ImpactEvaluation.Finding {
        await finding(
            .matchedControls, input, matched.pairs.map(\.listed.person), matched.pairs.map(\.control.person),
            within: input.listed
        ) { await matched.effect($0) }
    }

    private func earlierGroup(_ input: ImpactInput) async -> ImpactEvaluation.Finding {
        var finding = await finding(.earlierGroup, input, input.listed, input.earlier?.chosen ?? []) { bootstrap in
            guard let earlier = input.earlier else { return .none }
            return await comparison(input, earlier).effect(bootstrap)
        }
        // They were followed to the end before there was a list.
        finding.listedLater = nil
        return finding
    }

    /// - Parameter whole: whom those listed are a part of, where as much is told of them all.
    private func finding(
        _ method: ImpactEvaluation.Method, _ input: ImpactInput, _ listed: [FollowedPerson],
        _ compared: [FollowedPerson], within whole: [FollowedPerson] = [],
        _ effect: (Bootstrap) async -> ImpactEffect
    ) async -> ImpactEvaluation.Finding {
        let isTold = ImpactEvaluation.Arm.isTold(listed) && ImpactEvaluation.Arm.isTold(compared)
        let later = compared.count { input.listedLater.contains($0.key) }
        return .init(
            method: method, effect: isTold ? await effect(bootstrap) : .none,
            listed: .init(listed, within: whole),
            compared: .init(compared),
            listedLater: isTold
                ? DisclosureControl.released(Double(later) / Double(compared.count), of: later, in: compared.count)
                : nil)
    }
}

extension [FollowedPerson] {
    /// The first row of each person.
    fileprivate var distinct: [FollowedPerson] {
        var seen: Set<UInt64> = []
        return filter { seen.insert($0.key).inserted }
    }
}
