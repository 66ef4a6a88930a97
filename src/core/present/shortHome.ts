import { showText } from '../paths/show.ts';

/** A text in which paths of the user's home begin with `~/`. @param home as {@link showText} writes it in the text */
export function shortHome(text: string, home: string): string {
  const shown = showText(home, Infinity);
  return shown === '' || shown === '/' ? text : text.replaceAll(`${shown}/`, '~/');
}
