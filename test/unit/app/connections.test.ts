import assert from 'node:assert/strict';
import { hostOf } from '../../../src/app/connections.ts';

describe('the host of a connection', () => {
  const cases: [target: string, host: string | null][] = [
    ['https://docs.example.com/a', 'docs.example.com'],
    ['HTTPS://Docs.Example.COM.:443/', 'docs.example.com'],
    ['https://user:pw@evil.example/', 'evil.example'],
    ['https://good.example@evil.example/', 'evil.example'],
    ['https://evil.example\\@good.example/', 'evil.example'],
    ['https:\\\\evil.example/', 'evil.example'],
    ['git@host.example:path/repo.git', 'host.example'],
    ['host.example:8080', 'host.example'],
    ['[::1]:80', '::1'],
    ['http://[fe80::1]/', 'fe80::1'],
    ['fe80::1', 'fe80::1'],
    ['evil.example?x', 'evil.example'],
    ['$HOST', null],
    ['https://$(cat x).example/', null],
    ['', null],
    ['https://', null],
  ];
  for (const [target, host] of cases) {
    it(`${JSON.stringify(target)} → ${host ?? 'cannot be read'}`, () => {
      assert.equal(hostOf(target), host);
    });
  }
});
