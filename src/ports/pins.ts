import type { Pin } from '../core/approvals/approval.ts';
import type { Tampering } from '../core/approvals/tampering.ts';

/** Contents of policy files that a person approved. */
export interface Pins {
  /**
   * Looks at every pin of a file, and verifies it. What is none is named in `tampering` and otherwise passed over.
   * @param path canonical
   * @throws PinsError when it cannot be told what was approved
   */
  of(path: string): PinnedFile;
}

export interface PinnedFile {
  /** SHA-256, hex, of each approved content. */
  readonly digests: readonly string[];
  /** The content that was approved last, by the time that the editor signed; null when none was. */
  readonly newest: PinnedContent | null;
  readonly tampering: readonly Tampering[];
}

/** `text` is empty where a person approved that the file is gone. */
export interface PinnedContent {
  readonly digest: string;
  readonly text: string;
}

/** Keeps a signed pin together with the content that it names. @throws PinsError, with nothing kept */
export type KeepPin = (pin: Pin, text: string) => void;

export const noPins: Pins = { of: () => ({ digests: [], newest: null, tampering: [] }) };

export class PinsError extends Error {
  readonly code: 'PF-PINS-UNREADABLE' | 'PF-PIN-REFUSED';
  readonly remedy: string;
  constructor(code: PinsError['code'], message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PinsError';
    this.code = code;
    this.remedy = remedy;
  }
}
