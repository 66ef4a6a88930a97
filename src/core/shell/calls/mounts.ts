import { exactText, type Field, headText, originOf, shownText, textField } from '../words/field.ts';
import { touch, type Use } from '../reach/touch.ts';

/** `-v /host/path:/container/path:ro`. A name without a slash is a volume. */
export function playMount(field: Field, use: Use): void {
  const head = headText(field);
  const colon = head.indexOf(':');
  if (colon < 0) {
    if (originOf(field) !== null) touch('rewrite', field, use);
    return;
  }
  const source = head.slice(0, colon);
  if (/[/.~]/.test(source)) mountPath(textField(source), readOnly.test(head), use);
}

/** `type=bind,source=/host/path,target=…`. */
export function playBind(field: Field, use: Use): void {
  const source = /(?:^|,)(?:source|src)=([^,]*)/.exec(shownText(field))?.[1];
  if (source !== undefined && /[/.~]/.test(source)) {
    mountPath(textField(source), readOnly.test(shownText(field)), use);
  }
}

const readOnly = /[:,](?:ro|readonly)(?:,|$|=true)/;

function mountPath(field: Field, readsOnly: boolean, use: Use): void {
  const text = exactText(field) ?? '';
  const path = /^~(?:\/|$)/.test(text)
    ? textField(use.machine.context.home + text.slice(1))
    : field;
  touch(readsOnly ? 'read' : 'rewrite', path, use);
}
