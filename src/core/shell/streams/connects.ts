import { exactText, type Field } from '../words/field.ts';
import type { Machine } from '../machine.ts';
import { isHere } from '../reach/localHost.ts';

/** bash opens `/dev/tcp/host/port` as a connection, not as a file. */
export function connects(target: Field, machine: Machine): boolean {
  const match = /^\/dev\/(tcp|udp)\/([^/]+)\/([^/]+)$/.exec(exactText(target) ?? '');
  if (match === null) return false;
  const host = `${match[2] ?? ''}:${match[3] ?? ''}`;
  machine.emit({
    kind: 'connect',
    target: host,
    via: `/dev/${match[1] ?? 'tcp'}`,
    sends: !isHere(host),
  });
  return true;
}
