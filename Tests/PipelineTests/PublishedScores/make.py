"""Writes rows of made-up people with the published scores that they have, for PublishedScoreTests.swift.

Charlson is computed by the package comorbidipy 0.5 from random ICD-10 codes (pip install comorbidipy "pandas<2"
"numpy<2"; with newer pandas, its import of SettingWithCopyWarning is from pandas.errors). Its weight of AIDS is 2 where
the paper has 4, which is put right here. The other scores are written out here from the papers that the model cards name, as the rules read, and
share no code or table with the program.
"""
import csv
import math
import random
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
random.seed(20261122)


def write(name, rows):
    with open(HERE / f"{name}.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def lace(stay, acute, charlson, visits):
    points = stay if stay <= 3 else 4 if stay <= 6 else 5 if stay <= 13 else 7
    points += 3 if acute else 0
    points += charlson if charlson <= 3 else 5
    return points + (visits if visits <= 4 else 4)


def hospital(haemoglobin, oncology, sodium, procedure, urgent, admissions, stay):
    points = (1 if haemoglobin < 12 else 0) + (2 if oncology else 0) + (1 if sodium < 135 else 0)
    points += (1 if procedure else 0) + (1 if urgent else 0)
    points += 0 if admissions <= 1 else 2 if admissions <= 5 else 5
    return points + (2 if stay >= 5 else 0)


def cambridge(row):
    x = -6.322 + 0.063 * row["age"] - 0.879 * row["female"]
    x += 1.222 * row["antihypertensive_prescribed"] + 2.191 * row["steroids_prescribed"]
    bmi = row["bmi"]
    x += 2.518 if bmi >= 30 else 1.97 if bmi >= 27.5 else 0.699 if bmi >= 25 else 0
    x += {"none": 0, "parent or sibling": 0.728, "parent and sibling": 0.753}[row["family_history"]]
    x += {"never": 0, "ex": -0.218, "current": 0.855}[row["smoking"]]
    return 1 / (1 + math.exp(-x))


PARR = {"emergency_admissions_prior_12m": 0.1215, "emergency_admission_prior_30d": 0.5258,
        "current_admission_emergency": 0.5565, "congestive_heart_failure": 0.095,
        "peripheral_vascular_disease": 0.1043, "chronic_pulmonary_disease": 0.2243,
        "diabetes_with_chronic_complications": 0.1457, "renal_disease": 0.1977, "metastatic_cancer": 0.2762,
        "other_malignant_cancer": 0.5069, "moderate_severe_liver_disease": 0.2673, "other_liver_disease": 0.2133,
        "hemiplegia_paraplegia": 0.1061, "dementia": 0.0467}


def parr30(row):
    x = -2.91821 + 6.0581e-05 * row["age"] ** 2
    imd = row["imd2007_score"]
    bands = [(50, 0.0982), (40, 0.1017), (25, 0.0661), (15, 0.0239), (10, 0.0209)]
    x += next((coefficient for edge, coefficient in bands if imd >= edge), 0)
    return 1 / (1 + math.exp(-x - sum(PARR[name] * row[name] for name in PARR)))


def cha2ds2vasc(row):
    points = row["ltc_heart_failure"] + row["ltc_hypertension"] + row["ltc_diabetes"] + 2 * row["ltc_stroke_tia"]
    points += 1 if row["ltc_ihd"] or row["ltc_pvd"] else 0
    points += 2 if row["age"] >= 75 else 1 if row["age"] >= 65 else 0
    return points + (0 if row["male"] else 1)


CHARLSON = {"ami": "myocardial_infarction", "chf": "congestive_heart_failure", "pvd": "peripheral_vascular_disease",
            "cevd": "cerebrovascular_disease", "dementia": "dementia", "copd": "chronic_pulmonary_disease",
            "rheumd": "rheumatic_disease", "pud": "peptic_ulcer_disease", "mld": "mild_liver_disease",
            "diab": "diabetes", "diabwc": "diabetes_with_complications", "hp": "hemiplegia_or_paraplegia",
            "rend": "renal_disease", "canc": "cancer", "msld": "moderate_or_severe_liver_disease",
            "metacanc": "metastatic_cancer", "aids": "aids"}


def charlson():
    import pandas
    from comorbidipy import comorbidity
    codes = ["I21", "I252", "I50", "I110", "I70", "I731", "I63", "G45", "F00", "G30", "J44", "J45", "M05", "M32",
             "K25", "K27", "B18", "K73", "E110", "E119", "E112", "E143", "G81", "G041", "N18", "N052", "C50", "C34",
             "K704", "K766", "C77", "C80", "R10", "S72", "B20", "B24"]
    people = [(f"p{i}", random.sample(codes, random.randint(1, 9))) for i in range(400)]
    frame = pandas.DataFrame([(p, c) for p, own in people for c in own], columns=["id", "code"])
    settings = dict(id="id", code="code", age=None, score="charlson", icd="icd10", variant="quan", weighting="quan")
    flags = comorbidity(frame, assign0=False, **settings).set_index("id")
    scores = comorbidity(frame, assign0=True, **settings).set_index("id")["comorbidity_score"]
    rows = []
    for person, own in people:
        if person not in flags.index:
            continue
        met = {name: int(flags.loc[person, short]) for short, name in CHARLSON.items()}
        # The paper's weight of AIDS is 4; this package's is 2.
        rows.append({"id": person} | met | {"expected": int(scores[person]) + 2 * met["aids"]})
    return rows


def people(count, **draws):
    return [{name: draw() for name, draw in draws.items()} for _ in range(count)]


def flag(share=0.4):
    return lambda: int(random.random() < share)


if __name__ == "__main__":
    write("charlson", charlson())
    write("lace", [
        {"length_of_stay_days": s, "acute_admission": a, "charlson_score": c, "emergency_visits_6m": v,
         "expected": lace(s, a, c, v)}
        for s, a, c, v in product([0, 1, 2, 3, 4, 6, 7, 13, 14, 90], [0, 1], [0, 1, 2, 3, 4, 9], [0, 1, 3, 4, 7])])
    write("hospital", [
        {"haemoglobin_g_dl": h, "discharged_from_oncology": o, "sodium_mmol_l": n, "procedure_during_stay": p,
         "urgent_admission": u, "admissions_12m": a, "length_of_stay_days": s,
         "expected": hospital(h, o, n, p, u, a, s)}
        for h, o, n, p, u, a, s in product([11.9, 12], [0, 1], [134, 135], [0, 1], [0, 1], [0, 1, 2, 5, 6], [4, 5])])
    rows = people(
        300, female=flag(), antihypertensive_prescribed=flag(), steroids_prescribed=flag(0.1),
        age=lambda: random.randint(40, 64), bmi=lambda: random.choice([24.9, 25, 27.4, 27.5, 29.9, 30, 41.5]),
        family_history=lambda: random.choice(["none", "parent or sibling", "parent and sibling"]),
        smoking=lambda: random.choice(["never", "ex", "current"]))
    write("cambridge-diabetes", [row | {"expected": repr(cambridge(row))} for row in rows])
    rows = people(
        300, age=lambda: random.randint(18, 101), imd2007_score=lambda: random.choice([0, 9.9, 10, 15, 24.9, 25, 40, 50, 80]),
        **{name: flag(0.2) for name in PARR if name != "emergency_admissions_prior_12m"},
        emergency_admissions_prior_12m=lambda: random.choice([0, 0, 1, 2, 7]))
    write("parr-30", [row | {"expected": repr(parr30(row))} for row in rows])
    names = ["ltc_heart_failure", "ltc_hypertension", "ltc_diabetes", "ltc_stroke_tia", "ltc_ihd", "ltc_pvd", "male"]
    rows = [dict(zip(names, flags)) | {"age": age} for flags in product([0, 1], repeat=7) for age in (64, 65, 74, 75)]
    write("cha2ds2vasc", [row | {"expected": cha2ds2vasc(row)} for row in rows])
    efi = lambda count: next(level for level, cut in ((3, 0.36), (2, 0.24), (1, 0.12), (0, -1)) if count / 36 > cut)
    write("efi-categories", [{"deficits": count, "expected": efi(count)} for count in range(37)])
