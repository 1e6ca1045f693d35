import { replace } from "../../../edits/change.ts";
import { dockerfileRule } from "../../../rule.ts";

/** What ADD unpacks or fetches, and COPY would not. */
const special = /^(?:https?|ftp|git|ssh):|^git@|\.git(?:#|$)|\.(?:tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst|lzma|Z)(?:\.\w+)?$|[*?$]/i;

export default dockerfileRule({
  id: "add-instead-of-copy",
  title: "ADD copies files that COPY would copy",
  why: "ADD also downloads and unpacks. Where a source is changed to a URL or an archive, the build does more than it says.",
  mayBreak: "Nothing: for local files that are no archives COPY does the same.",
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
      if (add.keyword !== "ADD" || add.flag("checksum") || add.flag("keep-git-dir") || add.flag("unpack")) continue;
      const sources = add.words.slice(0, -1);
      if (sources.length === 0 || sources.some(({ value }) => special.test(value))) continue;
      const copy = file.text.slice(add.keywordSpan.start, add.keywordSpan.end) === "add" ? "copy" : "COPY";
      yield {
        span: add.keywordSpan,
        message: "ADD is not needed here: COPY copies local files and does nothing else.",
        fixes: () => [{ title: "Use COPY", safety: "safe", changes: [replace(add.keywordSpan, copy)] }],
      };
    }
  },
});
