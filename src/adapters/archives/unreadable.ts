/** The archive is damaged, hostile or too large to be listed; the message follows the word "it". */
export class UnreadableArchiveError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableArchiveError';
  }
}
