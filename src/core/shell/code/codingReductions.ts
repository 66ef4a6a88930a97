import { fromBase64, fromHex, fromRot13, utf8 } from './decoded.ts';
import { call, L, marks, type Reduction } from './reductionForms.ts';

const numbers = String.raw`(?:0[xX][\da-fA-F]+|\d+)(?:\s*,\s*(?:0[xX][\da-fA-F]+|\d+)){0,255}`;

/** Texts that are encoded, or spelled by the numbers of their characters. */
export function codingReductions(): readonly Reduction[] {
  return [
    call(
      String.raw`(?:base64\.)?(?:standard_|urlsafe_)?b64decode|base64\.decodebytes|atob|Base64\.(?:strict_|urlsafe_)?decode64|base64_decode|decode_base64|MIME::Base64::decode`,
      fromBase64,
    ),
    call(
      String.raw`bytes\.fromhex|bytearray\.fromhex|(?:binascii\.)?unhexlify|(?:binascii\.)?a2b_hex|hex2bin`,
      fromHex,
    ),
    call('str_rot13', fromRot13),
    {
      pattern: new RegExp(`(?:Buffer\\.from|codecs\\.decode)\\(\\s*${L}\\s*,\\s*${L}\\s*\\)`, 'g'),
      compute: ([value = '', coding = '']) => decodedAs(value, coding),
    },
    {
      pattern: new RegExp(`(?<![\\w.])pack\\s*\\(?\\s*${L}\\s*,\\s*${L}\\s*\\)?`, 'g'),
      compute: ([format = '', value = '']) => (format.startsWith('H') ? fromHex(value) : null),
    },
    {
      pattern: new RegExp(
        `\\[\\s*${L}\\s*\\]\\.pack\\(?\\s*${L}\\s*\\)?|${L}\\.unpack1?\\(?\\s*${L}\\s*\\)?`,
        'g',
      ),
      compute: ([value = '', format = '']) => unpacked(format, value),
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\w.])(?:chr|String\.fromCharCode|String\.fromCodePoint|string\.char)\s*\(\s*${numbers}\s*\)|(?<![\w.])chr\s+\d+|(?<![\w.])\d+\.chr\b|(?:bytes|bytearray)\s*\(\s*[[(]\s*${numbers}\s*(?:,\s*)?[\])]\s*\)|${L}\.join\(\s*(?:map\(\s*chr\s*,\s*|chr\(\w+\)\s+for\s+\w+\s+in\s+)[[(]\s*${numbers}\s*(?:,\s*)?[\])]\s*\)?\s*\)|\[\s*${numbers}\s*\]\.(?:pack\(?\s*${L}\s*\)?|map\(&:chr\)\.join)|(?<![\w.])pack\s*\(?\s*${L}\s*,\s*${numbers}\s*\)?|Buffer\.from\(\s*\[\s*${numbers}\s*\]\s*\)`,
        'g',
      ),
      compute: (_, [whole = '']) => characters(whole),
    },
  ];
}

function unpacked(format: string, value: string): string | null {
  if (format.startsWith('H')) return fromHex(value);
  return format.startsWith('m') ? fromBase64(value) : null;
}

function decodedAs(value: string, coding: string): string | null {
  if (/^base64(?:url)?$/.test(coding)) return fromBase64(value);
  if (coding.startsWith('hex')) return fromHex(value);
  if (/^rot_?13$/.test(coding)) return fromRot13(value);
  return /^(?:utf-?8|latin-?1|ascii|binary)$/i.test(coding) ? value : null;
}

function characters(text: string): string | null {
  const digits = text.replaceAll(marks, '').match(/0[xX][\da-fA-F]+|\d+/g) ?? [];
  return utf8(digits.map(Number).filter((code) => code < 256));
}
