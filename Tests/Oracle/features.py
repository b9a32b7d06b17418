#!/usr/bin/env python3
"""The default feature catalogue, slowly and obviously: the oracle of FEATURES.md.

Reads a folder of canonical extracts (`<table>.csv` or `<table>.csv.gz`) and writes one row per scored person,
person_id and the 70 features, in person_id order. Only the standard library; no code shared with the engine.

    features.py --extracts DIR --index-date 2023-04-01 --codelists codelists.json [--outcome] --out features.csv.gz

A table without a file is a source that the run does not have: its features are unavailable, written as empty cells
(a table with a header alone is a source that had nothing to say: zeros). Rows are taken as they are: nothing is
validated here, an identical row counts twice, and events of a person who is not in `persons` are ignored.

Where the page leaves a choice, this is the one made:
- A discharge_date on or after the index date is unknown at the index date, so it sorts as an empty one.
- Spell ids of digits alone sort before other ids. What still ties is settled by the bytes of the id and the method.
"""

import argparse
import csv
import gzip
import io
import json
import os
from calendar import monthrange
from collections import defaultdict
from datetime import date

BEFORE_LTC = """age age_under_5 age_over_65 age_over_80 male imd_decile imd_missing care_home
em_adm_3m em_adm_6m em_adm_12m em_adm_24m el_adm_3m el_adm_6m el_adm_12m el_adm_24m
bed_days_12m em_bed_days_24m days_since_em_adm readmissions_30d_12m acsc_12m in_hospital
ae_3m ae_12m ae_24m ae_high_acuity_12m op_attended_12m op_dna_12m op_specialties_12m
gp_contacts_3m gp_contacts_12m egfr_last frailty_level rx_items_12m bnf_sections_6m high_risk_rx_6m
community_contacts_12m urgent_response_12m mh_contacts_12m mh_crisis_12m
sc_home_care sc_residential sc_any""".split()

EVENT_TABLES = [
    "admissions",
    "emergency_attendances",
    "outpatient_appointments",
    "gp_events",
    "prescriptions",
    "community_contacts",
    "mental_health_contacts",
    "social_care_services",
]


def feature_names(codelists):
    """The 70 columns in order."""
    return BEFORE_LTC + ["ltc_" + name for name in codelists["ltc"]] + ["ltc_count", "charlson_24m"]


# Reading


def read_table(folder, table):
    """The rows of a table as dictionaries, or None where there is no file."""
    for path, opener in ((table + ".csv", open), (table + ".csv.gz", gzip.open)):
        path = os.path.join(folder, path)
        if os.path.exists(path):
            with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))
    return None


def field(row, name):
    """The text of a field; a missing column or value is empty."""
    return row.get(name) or ""


def day(row, name):
    """The date of a date or date-time field, or None where it is empty."""
    text = field(row, name)
    return date.fromisoformat(text[:10]) if text else None


def bytewise(text):
    return text.encode("utf-8")


# Dates


def months_before(index, months):
    """The same day k months earlier, clamped to the end of a shorter month."""
    return months_after(index, -months)


def months_after(index, months):
    year, month0 = divmod(index.year * 12 + index.month - 1 + months, 12)
    return date(year, month0 + 1, min(index.day, monthrange(year, month0 + 1)[1]))


def completed_years(birth, index):
    return index.year - birth.year - ((index.month, index.day) < (birth.month, birth.day))


def in_window(when, index, months):
    return when is not None and months_before(index, months) <= when < index


# Who


def is_scored(person, opted_out, index):
    birth, death = day(person, "date_of_birth"), day(person, "date_of_death")
    joined, left = day(person, "registered_from"), day(person, "registered_to")
    return (
        birth <= index
        and (joined is None or joined <= index)
        and (left is None or left > index)
        and (death is None or death >= index)
        and person["person_id"] not in opted_out
    )


# Admissions


def is_regular_attender(spell):
    return field(spell, "patient_classification") in ("3", "4")


def is_emergency(spell, codelists):
    return field(spell, "admission_method") in codelists["admission_method"]["emergency"] and not is_regular_attender(
        spell
    )


def is_elective(spell, codelists):
    return field(spell, "admission_method") in codelists["admission_method"]["elective"] and not is_regular_attender(
        spell
    )


def is_closed(spell, index):
    discharge = day(spell, "discharge_date")
    return discharge is not None and discharge < index


def end_of_spell(spell, index):
    discharge = day(spell, "discharge_date")
    return index if discharge is None or discharge > index else discharge


def bed_days(spells, index, months):
    since = months_before(index, months)
    return sum(
        max(0, (end_of_spell(spell, index) - max(day(spell, "admission_date"), since)).days)
        for spell in spells
        if day(spell, "admission_date") < index
    )


def spell_order(spell, index):
    spell_id = field(spell, "spell_id")
    is_number = spell_id.isascii() and spell_id.isdigit()
    return (
        day(spell, "admission_date"),
        day(spell, "discharge_date") if is_closed(spell, index) else date.max,
        (0, int(spell_id), b"") if is_number else (1, 0, bytewise(spell_id)),
        bytewise(spell_id),
        bytewise(field(spell, "admission_method")),
    )


def readmissions(spells, index, codelists):
    known = sorted((s for s in spells if day(s, "admission_date") < index), key=lambda s: spell_order(s, index))
    count = 0
    for before, spell in zip(known, known[1:]):
        admitted, discharged = day(spell, "admission_date"), day(before, "discharge_date")
        if (
            is_emergency(spell, codelists)
            and in_window(admitted, index, 12)
            and discharged is not None
            and 0 <= (admitted - discharged).days <= 30
        ):
            count += 1
    return count


def diagnoses(spell):
    codes = [field(spell, "primary_diagnosis")] + field(spell, "secondary_diagnoses").split(";")
    return [code for code in codes if code]


def matches(code, prefixes):
    return any(code.startswith(prefix) for prefix in prefixes)


def admission_features(spells, index, codelists):
    emergency = [s for s in spells if is_emergency(s, codelists)]
    elective = [s for s in spells if is_elective(s, codelists)]

    def admitted(chosen, months):
        return [s for s in chosen if in_window(day(s, "admission_date"), index, months)]

    features = {}
    for months in (3, 6, 12, 24):
        features[f"em_adm_{months}m"] = len(admitted(emergency, months))
        features[f"el_adm_{months}m"] = len(admitted(elective, months))
    features["bed_days_12m"] = bed_days(spells, index, 12)
    features["em_bed_days_24m"] = bed_days(emergency, index, 24)
    ages = [(index - day(s, "admission_date")).days for s in admitted(emergency, 24)]
    features["days_since_em_adm"] = min(ages + [730])
    features["readmissions_30d_12m"] = readmissions(spells, index, codelists)
    features["acsc_12m"] = sum(
        1
        for s in admitted(emergency, 12)
        if is_closed(s, index) and matches(field(s, "primary_diagnosis"), codelists["acsc_icd10"])
    )
    features["in_hospital"] = int(any(day(s, "admission_date") < index and not is_closed(s, index) for s in spells))
    return features


def coded_diagnoses(spells, index):
    """Every diagnosis of the closed spells that began in the last 24 months."""
    return [
        code
        for spell in spells
        if in_window(day(spell, "admission_date"), index, 24) and is_closed(spell, index)
        for code in diagnoses(spell)
    ]


def charlson(codes, codelists):
    met = {
        group["name"]: group["weight"]
        for group in codelists["charlson"]
        if any(matches(code, group["icd10"]) for code in codes)
    }
    superseded = {milder for severe, milder in codelists["charlson_supersedes"].items() if severe in met}
    return sum(weight for name, weight in met.items() if name not in superseded)


# The other tables


def attendance_features(attendances, index):
    def recent(months):
        return [a for a in attendances if in_window(day(a, "arrival"), index, months)]

    return {
        "ae_3m": len(recent(3)),
        "ae_12m": len(recent(12)),
        "ae_24m": len(recent(24)),
        "ae_high_acuity_12m": sum(field(a, "acuity") in ("1", "2") for a in recent(12)),
    }


def outpatient_features(appointments, index, codelists):
    recent = [a for a in appointments if in_window(day(a, "appointment_date"), index, 12)]
    attended = [a for a in recent if field(a, "attended") in codelists["outpatient_attended"]["attended"]]
    return {
        "op_attended_12m": len(attended),
        "op_dna_12m": sum(field(a, "attended") in codelists["outpatient_attended"]["dna"] for a in recent),
        "op_specialties_12m": len({field(a, "specialty") for a in attended} - {""}),
    }


def gp_features(events, index, codelists):
    features = {}
    for months in (3, 12):
        features[f"gp_contacts_{months}m"] = len(
            {
                day(e, "event_date")
                for e in events
                if in_window(day(e, "event_date"), index, months) and field(e, "code") in codelists["gp_contact_snomed"]
            }
        )
    egfr = [
        (day(e, "event_date"), float(e["value"]))
        for e in events
        if field(e, "code") in codelists["egfr_snomed"]
        and field(e, "value")
        and in_window(day(e, "event_date"), index, 24)
    ]
    latest = max((when for when, _ in egfr), default=None)
    features["egfr_last"] = min((value for when, value in egfr if when == latest), default=90)
    levels = [
        (day(e, "event_date"), codelists["frailty_snomed"][field(e, "code")])
        for e in events
        if field(e, "code") in codelists["frailty_snomed"] and day(e, "event_date") < index
    ]
    features["frailty_level"] = max(levels, default=(None, 0))[1]
    return features


def prescription_features(items, index, codelists):
    half_year = [field(i, "bnf_code") for i in items if in_window(day(i, "issue_date"), index, 6)]
    return {
        "rx_items_12m": sum(in_window(day(i, "issue_date"), index, 12) for i in items),
        "bnf_sections_6m": len({c[:4] for c in half_year if c[:2] in codelists["bnf_section_chapters"]}),
        "high_risk_rx_6m": sum(matches(code, codelists["high_risk_bnf"]) for code in half_year),
    }


def community_features(contacts, index):
    recent = [c for c in contacts if in_window(day(c, "contact_date"), index, 12)]
    return {
        "community_contacts_12m": len(recent),
        "urgent_response_12m": sum(field(c, "urgent_response") == "1" for c in recent),
    }


def mental_health_features(contacts, index):
    recent = [c for c in contacts if in_window(day(c, "contact_date"), index, 12)]
    return {"mh_contacts_12m": len(recent), "mh_crisis_12m": sum(field(c, "crisis") == "1" for c in recent)}


def social_care_features(services, index, codelists):
    active = [
        field(s, "service_type")
        for s in services
        if day(s, "start_date") < index and (day(s, "end_date") is None or day(s, "end_date") >= index)
    ]
    return {
        "sc_home_care": int(any(s in codelists["social_care"]["home_care"] for s in active)),
        "sc_residential": int(any(s in codelists["social_care"]["residential"] for s in active)),
        "sc_any": int(bool(active)),
    }


def person_features(person, index):
    age = completed_years(day(person, "date_of_birth"), index)
    imd = field(person, "imd_decile")
    return {
        "age": age,
        "age_under_5": max(0, 5 - age),
        "age_over_65": max(0, age - 65),
        "age_over_80": max(0, age - 80),
        "male": int(field(person, "sex") == "1"),
        "imd_decile": float(imd) if imd else 5.5,
        "imd_missing": int(not imd),
        "care_home": int(field(person, "care_home") == "1"),
    }


def ltc_features(events, spells, index, codelists):
    gp_codes = {field(e, "code") for e in events if day(e, "event_date") < index}
    hospital_codes = coded_diagnoses(spells, index)
    flags = {
        "ltc_" + name: int(
            bool(gp_codes & set(lists["snomed"])) or any(matches(code, lists["icd10"]) for code in hospital_codes)
        )
        for name, lists in codelists["ltc"].items()
    }
    return {**flags, "ltc_count": sum(flags.values())}


# One person, all of them


def features_of(person, events, absent, index, codelists):
    """All features of a person by name; `events` by table, `absent` the tables without a file."""
    features = person_features(person, index)
    if "admissions" not in absent:
        features |= admission_features(events["admissions"], index, codelists)
        features["charlson_24m"] = charlson(coded_diagnoses(events["admissions"], index), codelists)
    if "emergency_attendances" not in absent:
        features |= attendance_features(events["emergency_attendances"], index)
    if "outpatient_appointments" not in absent:
        features |= outpatient_features(events["outpatient_appointments"], index, codelists)
    if "gp_events" not in absent:
        features |= gp_features(events["gp_events"], index, codelists)
    if "prescriptions" not in absent:
        features |= prescription_features(events["prescriptions"], index, codelists)
    if "community_contacts" not in absent:
        features |= community_features(events["community_contacts"], index)
    if "mental_health_contacts" not in absent:
        features |= mental_health_features(events["mental_health_contacts"], index)
    if "social_care_services" not in absent:
        features |= social_care_features(events["social_care_services"], index, codelists)
    if not {"gp_events", "admissions"} & absent:
        features |= ltc_features(events["gp_events"], events["admissions"], index, codelists)
    return features


def outcome_of(spells, index, codelists):
    """1 if an emergency admission begins in the twelve months from the index date."""
    until = months_after(index, 12)
    return int(any(is_emergency(s, codelists) and index <= day(s, "admission_date") < until for s in spells))


def feature_rows(folder, index, codelists, with_outcome=False):
    """(person_id, values by name) of each scored person, bytewise by person_id."""
    persons = read_table(folder, "persons")
    opted_out = {row["person_id"] for row in read_table(folder, "opt_outs") or []}
    scored = [p for p in persons if is_scored(p, opted_out, index)]
    tables = {table: read_table(folder, table) for table in EVENT_TABLES}
    absent = {table for table, rows in tables.items() if rows is None}
    events = {table: defaultdict(list) for table in EVENT_TABLES}
    for table, rows in tables.items():
        for row in rows or []:
            events[table][row["person_id"]].append(row)
    for person in sorted(scored, key=lambda p: bytewise(p["person_id"])):
        own = {table: events[table].get(person["person_id"], []) for table in EVENT_TABLES}
        values = features_of(person, own, absent, index, codelists)
        if with_outcome and "admissions" not in absent:
            values["outcome"] = outcome_of(own["admissions"], index, codelists)
        yield person["person_id"], values


# Writing


def number(value):
    """Whole numbers as integers, others in full; unavailable as nothing."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def write_csv(path, header, rows):
    """A CSV file, gzipped without a time stamp where the name ends in .gz."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    content = text.getvalue().encode("utf-8")
    with open(path, "wb") as file:
        file.write(gzip.compress(content, mtime=0) if path.endswith(".gz") else content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--extracts", required=True)
    parser.add_argument("--index-date", required=True, type=date.fromisoformat)
    parser.add_argument("--codelists", required=True)
    parser.add_argument("--outcome", action="store_true", help="add the outcome column")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    with open(options.codelists, encoding="utf-8") as file:
        codelists = json.load(file)
    columns = feature_names(codelists) + ["outcome"] * options.outcome
    rows = feature_rows(options.extracts, options.index_date, codelists, options.outcome)
    write_csv(
        options.out,
        ["person_id"] + columns,
        ([person_id] + [number(values.get(name)) for name in columns] for person_id, values in rows),
    )


if __name__ == "__main__":
    main()
