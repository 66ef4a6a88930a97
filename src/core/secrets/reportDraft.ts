import {
  type FoundSecret,
  mostFindings,
  mostSkipped,
  type NotScanned,
  type ScanReport,
} from './report.ts';

/** Collects what a scan finds, within the bounds of a report. */
export class ReportDraft {
  readonly #findings: FoundSecret[] = [];
  readonly #skipped: NotScanned[] = [];
  #more = 0;
  #moreSkipped = 0;
  files = 0;
  bytes = 0;
  allowed = 0;
  known = 0;
  leftOut = 0;

  get count(): number {
    return this.#findings.length + this.#more;
  }

  find(finding: FoundSecret): void {
    if (this.#findings.length < mostFindings) this.#findings.push(finding);
    else this.#more += 1;
  }

  skip(skipped: NotScanned): void {
    if (this.#skipped.length < mostSkipped) this.#skipped.push(skipped);
    else this.#moreSkipped += 1;
  }

  done(end: ScanReport['end'], rules: string): ScanReport {
    const { files, bytes, allowed, known, leftOut } = this;
    return {
      findings: this.#findings,
      more: this.#more,
      allowed,
      known,
      skipped: this.#skipped,
      moreSkipped: this.#moreSkipped,
      files,
      bytes,
      leftOut,
      end,
      rules,
    };
  }
}
