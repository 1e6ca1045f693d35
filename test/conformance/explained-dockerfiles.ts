import { type Explanation, explain } from "./explanation.ts";

const hadolint = explain("hadolint");
const trivy = explain("trivy");
const kics = explain("kics");

const userName =
  "The id of an access key and a user's name are no secrets: without what belongs to them nobody logs in.";
const refused = "Docker refuses the file as it is, and says why.";
const upgrades =
  "The command upgrades packages, and the program looks itself whether the index that it finds is too old.";
const notKnown = "Nobody knows what the variable stands for.";

export const explainedDockerfiles: readonly Explanation[] = [
  hadolint(
    "DL3022",
    ["don't warn on external images"],
    "stricter",
    "An image from elsewhere that moves with each push.",
  ),
  hadolint("DL3022", ["warn on invalid stage count"], "quieter", refused),
  hadolint("DL3064", ["not ok: ARG with sensitive data"], "quieter", userName),
  hadolint(
    "DL4006",
    ["warns when using plain sh"],
    "quieter",
    "The option is set: a shell that does not know it fails at once, and is not passed over.",
  ),
  trivy("DS-0005", ["ADD with multi"], "beyond", "The text is an image's history and no Dockerfile."),
  trivy("DS-0001", ["test_deny_latest_tag_ref_to_global_arg_with_default_value"], "beyond", refused),
  trivy(
    "DS-0001",
    ["test_deny_missing_tag_arg"],
    "quieter",
    "Nobody declares the variable: mostly a program fills it in before the build.",
  ),
  trivy("DS-0031", ["test_deny_secret_arg_with_prefix", "test_deny_secret_key[3]"], "quieter", userName),
  trivy("DS-0002", ["test_empty_user_denied"], "quieter", refused),
  trivy("DS-0017", ["test_dnf_update_denied", "test_zypper_update_denied"], "peer is wrong", upgrades),
  kics("9513a694-aa0d-41d8-be61-3271e056f36b", ["19aecfa149ce97ab"], "quieter", notKnown),
  kics(
    "9bae49be-0aa3-4de5-bab2-4c3a069e40cd",
    ["43a7bf5ed04612e2"],
    "peer is wrong",
    "The word after it is the program that copies files, and installs no package.",
  ),
  kics("9bae49be-0aa3-4de5-bab2-4c3a069e40cd", ["2c5405a049a993e3"], "peer is wrong", upgrades),
];
