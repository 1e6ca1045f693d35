import { replace } from "../../../edits/change.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "add-instead-of-copy",
  title: "ADD copies files that COPY would copy",
  why: "ADD also downloads and unpacks. Where a source is changed to a URL or an archive, the build does more than it says.",
  mayBreak: "Nothing, unless a source without an extension is an archive: ADD unpacks it, COPY does not.",
  severity: "info",
  references: ["CIS Docker 4.9"],
  aliases: {
    hadolint: ["DL3020"],
    trivy: ["DS-0005"],
    checkov: ["CKV_DOCKER_4"],
    kics: ["9513a694-aa0d-41d8-be61-3271e056f36b"],
    dockle: ["CIS-DI-0009"],
    cis_docker: ["4.9"],
  },
  options: {},

  *check(file) {
    for (const add of file.instructions) {
      if (add.keyword !== "ADD" || onlyAdd.some((flag) => add.flag(flag))) continue;
      const stage = file.stageOf(add);
      const sources = add.words
        .slice(0, -1)
        .map(({ text, value }) => (value.includes("$") ? stage?.substitute(text, add) : value));
      if (sources.length === 0 || !sources.every((source) => source !== undefined && !special.test(source))) continue;
      const safety = sources.every((source) => source !== undefined && plain.test(source)) ? "safe" : "review";
      const copy = file.text.slice(add.keywordSpan.start, add.keywordSpan.end) === "add" ? "copy" : "COPY";
      yield {
        span: add.keywordSpan,
        message: "ADD is not needed here: COPY copies local files and does nothing else.",
        fixes: () => [{ title: "Use COPY", safety, changes: [replace(add.keywordSpan, copy)] }],
      };
    }
  },
});

/** Flags that COPY does not know. */
const onlyAdd = ["checksum", "keep-git-dir", "unpack"];

/** What ADD unpacks or fetches, and patterns that may match an archive. */
const special =
  /^(?:https?|ftp|git|ssh):|^git@|^github\.com\/|\.git(?:#|$)|\.(?:tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst|lzma|Z)(?:\.\w+)?$|[*?\]][^./]*$/i;

/** A directory, or a file whose extension says that it is no archive; any other may be one, which ADD sees by what it holds. */
const plain =
  /(?:^|\/)\.{0,2}\/?$|\/$|\.(?:[cm]?[jt]sx?|json|ya?ml|toml|ini|cfg|conf|config|env|properties|xml|html?|css|scss|svg|png|jpe?g|ico|txt|md|rst|csv|sql|sh|bash|zsh|ps1|bat|py|rb|pl|php|go|rs|java|kt|c|h|cc|cpp|hpp|cs|csproj|sln|gradle|lock|mod|sum|pem|crt|cer|key|pub|asc|list|repo|service|jar|war|deb|rpm|apk|whl|zip|exe|dll|so)$|^<</i;
