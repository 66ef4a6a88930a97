import { exactText, type Field, headText } from '../words/field.ts';
import type { Use } from '../reach/touch.ts';
import { touchPerhaps } from '../reach/guesses.ts';

/** What a file is called that a program works with and shows nobody: keys, certificates, passwords, settings. */
const kinds =
  'key|keys|keyfile|privkey|privatekey|pkey|cert|certs|certfile|certificate|keystore|truststore|ks|pem|pfx|p12|identity|kubeconfig|creds|credentials';

/** What such a file holds, where the option says that it is a file. */
const contents =
  'env|pass|password|passphrase|secret|secrets|token|account|dotenv|auth|htpasswd|jwt|pat';

const keyOption = new RegExp(
  `^--?(?:\\w+[-_.])*(?:(?:${kinds})(?:[-_.]?(?:file|path|store))?|(?:${contents})[-_.]?(?:file|path))$`,
  'i',
);

/** Whether an option's own name says that its value is such a file: `--ssl-keyfile`, `--env-file`, `-keystore`. */
export function namesKeyFile(option: string): boolean {
  return option.length <= 64 && keyOption.test(option);
}

/** The words of a program of which nothing is known: each may be a path. */
export function touchWords(words: readonly Field[], use: Use): void {
  words.forEach((word, index) => {
    const before = index === 0 ? null : exactText(words[index - 1]!);
    const head = headText(word);
    const equals = head.startsWith('-') ? head.indexOf('=') : -1;
    const option = equals > 0 ? head.slice(0, equals) : head.startsWith('-') ? null : before;
    touchPerhaps(word, use, option !== null && namesKeyFile(option) ? 'mayUse' : 'perhaps');
  });
}
