import { mark } from './maskCode.ts';
import type { ReducedCode } from './reduceCode.ts';

const marks = new RegExp(mark, 'g');

/**
 * Reduced code as code again: computed literals spelled out, and functions that are named by a text called by their
 * name (`getattr(os, "system")(…)`, `object["exec"](…)`).
 */
export function plainCalls({ text, literals }: ReducedCode): string {
  const value = (index: string): string => literals[Number(index)] ?? '';
  const isName = (index: string): boolean => /^[A-Za-z_]\w{0,40}$/.test(value(index));
  const named = text
    .replaceAll(new RegExp(`__import__\\(\\s?${mark}\\s?\\)`, 'g'), (whole, index: string) =>
      isName(index) ? value(index) : whole,
    )
    .replaceAll(
      new RegExp(`\\bgetattr\\(\\s?([\\w.]{1,80})\\s?,\\s?${mark}\\s?\\)`, 'g'),
      (whole, object: string, index: string) =>
        isName(index) ? `${object}.${value(index)}` : whole,
    )
    .replaceAll(new RegExp(`(?<=[\\w)\\]])\\[\\s?${mark}\\s?\\]`, 'g'), (whole, index: string) =>
      isName(index) ? `.${value(index)}` : whole,
    );
  return named.replaceAll(marks, (_, index: string) => JSON.stringify(value(index)));
}
