#!/usr/bin/env python3
"""A small, nasty and clean set of canonical extracts, the same for the same seed.

Dates crowd on the edges of the catalogue's windows at four index dates (three of them month ends), and each rule of
FEATURES.md meets its near misses: spells that tie, touch, span or stay open, codes that share prefixes, people who are
born, join, leave, die or object at the edge. Every row passes the checks of values and across rows.

    histories.py --seed 1 --persons 400 [--ids nhs|pseudonym] [--gzip] --codelists codelists.json --out DIR
"""

import argparse
import json
import os
from datetime import date, timedelta

from features import months_after, months_before, write_csv

INDEX_DATES = [date(2023, 3, 31), date(2024, 2, 29), date(2024, 4, 1), date(2024, 5, 31)]
EXTRACTED_ON = date(2025, 4, 1)
EARLIEST = date(2019, 1, 1)
DAY = timedelta(days=1)
PROGRAMME = "most-complex-4pc"

COLUMNS = {
    "persons": "person_id date_of_birth sex ethnicity lsoa imd_decile practice_code neighbourhood registered_from "
    "registered_to date_of_death care_home home_id",
    "practices": "practice_code name neighbourhood icb",
    "admissions": "person_id spell_id admission_date discharge_date admission_method patient_classification "
    "discharge_method specialty provider_code primary_diagnosis secondary_diagnoses discharge_ready_date cost",
    "emergency_attendances": "person_id arrival department_type acuity chief_complaint diagnosis disposal "
    "provider_code cost",
    "outpatient_appointments": "person_id appointment_date specialty attended first cost",
    "gp_events": "person_id event_date code value unit",
    "prescriptions": "person_id issue_date bnf_code quantity cost",
    "community_contacts": "person_id contact_date team_type referral_received first_contact urgent_response",
    "mental_health_contacts": "person_id contact_date team_type crisis inpatient",
    "social_care_services": "person_id service_type start_date end_date weekly_cost",
    "opt_outs": "person_id kind recorded_on",
    "caseload": "person_id programme start_date end_date",
    "reviews": "person_id programme reviewed_on outcome suitable reason",
}

PRACTICES = [
    ("A81001", "The Densham Surgery", "North PCN"),
    ("A81002", "Queens Park, Main Street", "North PCN"),
    ("B82007", 'The "Old" Mill', "South PCN"),
    ("Y00001", "Ysgol Fach", "South PCN"),
]


class Draws:
    """A linear congruential generator (Knuth's MMIX constants): the same draws on every Python."""

    def __init__(self, seed):
        self.state = seed
        for _ in range(8):
            self.below(2)

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def chance(self, percent):
        return self.below(100) < percent

    def one_of(self, items):
        return items[self.below(len(items))]

    def shuffled(self, items):
        items = list(items)
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
        return items


# Identifiers and codes


def nhs_numbers(count, spread=7):
    """Valid numbers from 999 000 0000 on, a range that is never issued."""
    numbers, stem = [], 999000000
    while len(numbers) < count:
        check = 11 - sum(int(d) * w for d, w in zip(str(stem), range(10, 1, -1))) % 11
        if check != 10:
            numbers.append(f"{stem}{check % 11}")
        stem += spread
    return numbers


def pseudonyms(count, draws):
    """Opaque ids of several lengths and cases: bytewise order is neither numeric nor alphabetical."""
    letters = "0123456789ABCDEFabcdef-_"
    found = set()
    while len(found) < count:
        found.add("P" + "".join(draws.one_of(letters) for _ in range(3 + draws.below(12))))
    return draws.shuffled(sorted(found))


VERHOEFF_PRODUCT = [
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
]
VERHOEFF_PERMUTATION = [
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
]


def extended_snomed(code):
    """A well-formed SNOMED id that begins with another one, which it must not match."""
    stem = code + "00"
    for check in "0123456789":
        value = 0
        for place, digit in enumerate(reversed(stem + check)):
            value = int(VERHOEFF_PRODUCT[value][int(VERHOEFF_PERMUTATION[place % 8][int(digit)])])
        if value == 0:
            return stem + check


def diagnosis_pool(codelists):
    """Codes of every list, as listed and one character longer, some in several lists, and near misses of each."""
    prefixes = (
        codelists["acsc_icd10"]
        + [p for g in codelists["charlson"] for p in g["icd10"]]
        + [p for lists in codelists["ltc"].values() for p in lists["icd10"]]
    )
    pool = set()
    for prefix in prefixes:
        pool |= {prefix, prefix + "0", prefix + "9"} if len(prefix) == 3 else {prefix}
        if len(prefix) == 4:  # a shorter code, and a neighbour, of a four-character entry
            pool |= {prefix[:3], prefix[:3] + str((int(prefix[3]) + 1) % 10)}
    rare = sorted(pool)
    several = [
        "I110",
        "I255",
        "I426",
        "E112",
        "E119",
        "C787",
        "C509",
        "K704",
        "K703",
        "J440",
        "I480",
        "F03",
        "N185",
        "I500",
        "Z515",
    ]
    nothing = ["R54", "S720", "A419", "R074", "M545", "Z991", "O800"]
    return rare + several * 25 + nothing * 20


def bnf_pool():
    """Chapters 01 to 23, the high-risk prefixes and their neighbours."""
    return [
        "0208020V0AAABAB",
        "0208010D0AAAAAA",
        "0209000A0AAABAB",
        "040702040AAAAAA",
        "040701010AAABAB",
        "0601011A0BBAAAB",
        "0601012V0BBABAC",
        "0601023A0AAABAB",
        "0802010M0AAAAAA",
        "0802020T0AAABAB",
        "0101010C0AAAAAA",
        "1502010J0AAABAB",
        "1503010B0AAAAAA",
        "1601000A0AAAAAA",
        "1902010A0AAAAAA",
        "20031000001",
        "21220000102",
        "22500000001",
        "23851000103",
        "0212000B0AAABAB",
        "0301011R0AAAPAP",
        "0212000Y0AAADAD",
        "0501013B0AAABAB",
        "0403030E0AAABAB",
        "1001010J0AAADAD",
    ]


# Dates


def edges():
    """The first and last days of every window at every index date, and their neighbours."""
    dates = set()
    for index in INDEX_DATES:
        for anchor in [index, months_after(index, 12)] + [months_before(index, k) for k in (3, 6, 12, 24)]:
            dates |= {anchor + k * DAY for k in (-2, -1, 0, 1)}
        dates |= {index - k * DAY for k in (29, 30, 31, 32, 729, 730, 731, 732)}
    return sorted(dates)


EDGES = edges()


class Life:
    """One person's bounds, from which every event date is drawn."""

    def __init__(self, draws, birth, death):
        self.draws, self.birth, self.death = draws, birth, death

    def date(self, until=None):
        """A date from birth (or 2019) to the extraction, most of them on an edge."""
        until = min(filter(None, [until, EXTRACTED_ON]))
        since = max(self.birth, EARLIEST)
        if since >= until:
            return until
        candidates = [d for d in EDGES if since <= d <= until]
        if candidates and self.draws.chance(70):
            return self.draws.one_of(candidates)
        return since + self.draws.below((until - since).days + 1) * DAY

    def date_alive(self):
        return self.date(self.death)


def moment(draws, when):
    """A date, or the same as a date-time, the last minute of the day among them."""
    if draws.chance(30):
        return when.isoformat()
    return f"{when.isoformat()}T{draws.one_of(['00:00', '23:59', '09:30', '17:05', '12:00'])}"


def text(when):
    return when.isoformat() if when else ""


# People


def birth_date(draws, serial):
    kind = serial % 10
    if kind == 0:
        return date(draws.one_of([1932, 1936, 1940, 1956, 1960, 2004, 2020]), 2, 29)
    if kind == 1:  # a birthday that matters, on an edge
        index = draws.one_of(INDEX_DATES)
        birthday = index + draws.one_of([-1, 0, 1]) * DAY
        return months_before(birthday, 12 * draws.one_of([1, 4, 5, 18, 65, 66, 80, 81]))
    if kind == 2 and serial % 40 == 2:  # born on an index date, or the day before or after
        return draws.one_of(INDEX_DATES) + draws.one_of([-1, 0, 0, 1]) * DAY
    if kind < 5:
        return date(2006, 1, 1) + draws.below(6000) * DAY
    return date(1926, 1, 1) + draws.below(28000) * DAY


def person_row(draws, serial, person_id):
    """A row of `persons`, and the person's life."""
    birth = birth_date(draws, serial)
    joined = left = death = None
    if draws.chance(70):
        joined = max(
            birth, draws.one_of([birth, date(2001, 5, 1)] * 12 + [i + k * DAY for i in INDEX_DATES for k in (-1, 0, 1)])
        )
    after = max(birth, joined or birth)
    if draws.chance(15):
        left = draws.one_of([d for i in INDEX_DATES for k in (-1, 0, 1) if (d := i + k * DAY) >= after] or [None])
    if draws.chance(15):
        death = draws.one_of([d for i in INDEX_DATES for k in (-1, 0, 1, 40) if (d := i + k * DAY) >= after] or [None])
    practice, _, neighbourhood = draws.one_of(PRACTICES)
    care_home = draws.one_of(["0", "0", "0", "1", ""])
    row = [
        person_id,
        text(birth),
        draws.one_of(["1", "2", "1", "2", "1", "2", "0", "9"]),
        draws.one_of(["A", "H", "Z", "99", ""]),
        draws.one_of(["E01000001", "E01000002", ""]),
        draws.one_of([""] + [str(d) for d in range(1, 11)]),
        practice,
        draws.one_of([neighbourhood, ""]),
        text(joined),
        text(left),
        text(death),
        care_home,
        "H1" if care_home == "1" else "",
    ]
    return row, Life(draws, birth, death)


# Admissions


def ending(draws, life, admitted):
    """A discharge date: on an edge, the same day, some nights later, or none yet."""
    latest = min(filter(None, [life.death, EXTRACTED_ON]))
    choices = [
        admitted,
        admitted,
        admitted + DAY,
        admitted + DAY,
        admitted + (2 + draws.below(40)) * DAY,
        admitted + (2 + draws.below(9)) * DAY,
        admitted + (100 + draws.below(600)) * DAY,
        None,
    ]
    choices += [d for i in INDEX_DATES for k in (-1, 0, 1) if admitted <= (d := i + k * DAY) <= admitted + 400 * DAY]
    end = draws.one_of(choices)
    return min(end, latest) if end else None


def spell_identifier(draws, serial):
    """Unique, in several forms: as numbers they order otherwise than as text (9 before 10)."""
    longer = (1 + serial % 9) * 10**6 + serial
    return draws.one_of(
        [str(serial), str(serial), str(longer), str(longer), f"{serial:09d}", f"SP{serial}", f"x-{serial}"]
    )


def spell_row(draws, life, pool, acsc, person_id, serial, admitted, discharged):
    method = draws.one_of(
        ["21", "22", "23", "24", "25", "28", "2A", "2D"] * 4
        + ["11", "12", "13"] * 3
        + ["2B", "2C", "31", "32", "82", "83", "81"]
    )
    primary = draws.one_of(draws.one_of([pool, acsc, [""]])) if draws.chance(60) else draws.one_of(pool)
    secondary = ";".join(draws.one_of(pool) for _ in range(draws.below(5)))
    died = discharged is not None and discharged == life.death
    ready = admitted + draws.below((discharged - admitted).days + 1) * DAY if discharged and draws.chance(50) else None
    return [
        person_id,
        spell_identifier(draws, serial),
        text(admitted),
        text(discharged),
        method,
        draws.one_of(["1", "1", "1", "1", "1", "2", "3", "4", "5", "", ""]),
        "4" if died else "1" if discharged else "",
        draws.one_of(["300", "430", ""]),
        draws.one_of(["RA1", "RB2"]),
        primary,
        secondary,
        text(ready),
        draws.one_of(["", str(draws.below(9000)), f"{draws.below(9000)}.5"]),
    ]


def spells(draws, life, pool, acsc, person_id, serials):
    """A person's spells: some alone, some chained by 0, 30 or 31 days, some on the same day."""
    rows, latest = [], min(filter(None, [life.death, EXTRACTED_ON]))
    for _ in range(draws.below(5)):
        admitted = life.date_alive()
        discharged = ending(draws, life, admitted)
        rows.append(spell_row(draws, life, pool, acsc, person_id, next(serials), admitted, discharged))
        for _ in range(draws.below(3)):
            pattern = draws.one_of(
                ["same day", "same day, same end", "same day, same end", "same day, open", "chain", "chain"]
            )
            if pattern == "chain":
                if discharged is None:
                    break
                admitted = discharged + draws.one_of([0, 1, 29, 30, 31]) * DAY
                if admitted > latest:
                    break
                discharged = ending(draws, life, admitted)
            elif pattern == "same day":
                discharged = ending(draws, life, admitted)
            elif pattern == "same day, open":
                discharged = None
            rows.append(spell_row(draws, life, pool, acsc, person_id, next(serials), admitted, discharged))
    if rows and draws.chance(20):
        draws.one_of(rows)[1] = ""  # one at most: two on a day could tie for good
    return rows


# The other tables


def attendances(draws, life, person_id):
    return [
        [
            person_id,
            moment(draws, life.date_alive()),
            draws.one_of(["1", "2", "3", "4", "5", ""]),
            draws.one_of(["1", "2", "3", "4", "5", ""]),
            "",
            "",
            draws.one_of(["admitted", "discharged", "left", ""]),
            "RA1",
            "",
        ]
        for _ in range(draws.below(6))
    ]


def appointments(draws, life, person_id):
    return [
        [
            person_id,
            text(life.date_alive()),
            draws.one_of(["100", "300", "430", "", "100"]),
            draws.one_of(["5", "6", "3", "7", "2", "4", "5", "6", ""]),
            draws.one_of(["0", "1", ""]),
            "",
        ]
        for _ in range(draws.below(7))
    ]


def gp_entries(draws, life, person_id, codelists):
    """Contacts, frailty and eGFR that tie within a day or lack a value, conditions, and codes that only look alike."""
    rows = []
    contact, egfr = codelists["gp_contact_snomed"], codelists["egfr_snomed"][0]
    conditions = [code for lists in codelists["ltc"].values() for code in lists["snomed"]]
    for _ in range(draws.below(6)):
        when = life.date()
        rows += [[person_id, text(when), code, "", ""] for code in draws.shuffled(contact)[: 1 + draws.below(2)]]
    for _ in range(draws.below(3)):
        when = life.date_alive()
        for _ in range(1 + draws.below(3)):
            value = draws.one_of(["", "44.5", "60", "59.9", "90", "15.25", "104", "7", "60.0", "0.1"])
            rows.append([person_id, text(when), egfr, value, "mL/min" if value else ""])
    for _ in range(draws.below(3)):
        when = life.date_alive()
        rows += [
            [person_id, text(when), code, "", ""]
            for code in draws.shuffled(sorted(codelists["frailty_snomed"]))[: 1 + draws.below(2)]
        ]
    for _ in range(draws.below(5)):
        code = draws.one_of(conditions)
        rows.append([person_id, text(life.date_alive()), extended_snomed(code) if draws.chance(20) else code, "", ""])
    if draws.chance(30):
        rows.append([person_id, text(life.date_alive()), "271649006", str(90 + draws.below(90)), "mmHg"])
    return rows


def issued_items(draws, life, person_id, pool):
    return [
        [
            person_id,
            text(life.date_alive()),
            draws.one_of(pool),
            draws.one_of(["28", "56.5", ""]),
            draws.one_of(["1.25", ""]),
        ]
        for _ in range(draws.below(12))
    ]


def community(draws, life, person_id):
    rows = []
    for _ in range(draws.below(4)):
        when = life.date()
        rows.append(
            [
                person_id,
                text(when),
                draws.one_of(["district nursing", "falls, frailty", ""]),
                f"{when.isoformat()}T08:00" if draws.chance(50) else "",
                f"{when.isoformat()}T09:30" if draws.chance(50) else "",
                draws.one_of(["0", "1", ""]),
            ]
        )
    return rows


def mental_health(draws, life, person_id):
    return [
        [
            person_id,
            text(life.date()),
            draws.one_of(["CMHT", "liaison", ""]),
            draws.one_of(["0", "1", ""]),
            draws.one_of(["0", "1", ""]),
        ]
        for _ in range(draws.below(4))
    ]


def services(draws, life, person_id):
    rows = []
    for _ in range(draws.below(3)):
        start = life.date_alive()
        ends = [None, start] + [d for i in INDEX_DATES for k in (-1, 0, 1) if (d := i + k * DAY) >= start]
        rows.append(
            [
                person_id,
                draws.one_of(
                    [
                        "home care",
                        "reablement",
                        "residential",
                        "nursing",
                        "day care",
                        "equipment",
                        "direct payment",
                        "carer support",
                    ]
                ),
                text(start),
                text(draws.one_of(ends)),
                draws.one_of(["", "410.50"]),
            ]
        )
    return rows


def objections(draws, life, person_id):
    """Any kind at any date objects, one recorded after every index date too."""
    if not draws.chance(7):
        return []
    return [
        [person_id, kind, text(life.date()) if draws.chance(80) else ""]
        for kind in draws.shuffled(["type1", "national", "risk_stratification"])[: 1 + draws.below(2)]
    ]


def caseload(draws, life, person_id):
    if not draws.chance(12):
        return []
    start = life.date_alive()
    ends = [None, start] + [d for i in INDEX_DATES for k in (-1, 0, 1) if (d := i + k * DAY) >= start]
    return [[person_id, draws.one_of([PROGRAMME, PROGRAMME, "falls"]), text(start), text(draws.one_of(ends))]]


def reviews(draws, life, person_id):
    if not draws.chance(5):
        return []
    suitable = draws.one_of(["0", "1", ""])
    return [
        [
            person_id,
            PROGRAMME,
            text(life.date_alive()),
            "reviewed",
            suitable,
            "too well, for now" if suitable == "0" else "",
        ]
    ]


def extracts(seed, persons, ids, codelists):
    """The rows of every table."""
    draws = Draws(seed)
    serials = iter(range(5, 10**6))
    diagnoses, items = diagnosis_pool(codelists), bnf_pool()
    tables = {table: [] for table in COLUMNS}
    tables["practices"] = [[code, name, neighbourhood, "QXX"] for code, name, neighbourhood in PRACTICES]
    numbers = nhs_numbers(persons) if ids == "nhs" else pseudonyms(persons, draws)
    for serial, person_id in enumerate(draws.shuffled(numbers)):
        row, life = person_row(draws, serial, person_id)
        tables["persons"].append(row)
        if serial % 25 == 24:
            continue  # a person without a history
        tables["admissions"] += spells(draws, life, diagnoses, codelists["acsc_icd10"], person_id, serials)
        tables["emergency_attendances"] += attendances(draws, life, person_id)
        tables["outpatient_appointments"] += appointments(draws, life, person_id)
        tables["gp_events"] += gp_entries(draws, life, person_id, codelists)
        tables["prescriptions"] += issued_items(draws, life, person_id, items)
        tables["community_contacts"] += community(draws, life, person_id)
        tables["mental_health_contacts"] += mental_health(draws, life, person_id)
        tables["social_care_services"] += services(draws, life, person_id)
        tables["opt_outs"] += objections(draws, life, person_id)
        tables["caseload"] += caseload(draws, life, person_id)
        tables["reviews"] += reviews(draws, life, person_id)
    return {table: draws.shuffled(dict.fromkeys(map(tuple, rows))) for table, rows in tables.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--persons", type=int, default=400)
    parser.add_argument("--ids", choices=["nhs", "pseudonym"], default="nhs")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--codelists", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    with open(options.codelists, encoding="utf-8") as file:
        codelists = json.load(file)
    os.makedirs(options.out, exist_ok=True)
    for table, rows in extracts(options.seed, options.persons, options.ids, codelists).items():
        write_csv(
            os.path.join(options.out, table + (".csv.gz" if options.gzip else ".csv")), COLUMNS[table].split(), rows
        )


if __name__ == "__main__":
    main()
