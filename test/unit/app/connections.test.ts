import assert from 'node:assert/strict';
import fc from 'fast-check';
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
    ['https:docs.example.com/a', 'docs.example.com'],
    ['https:/docs.example.com/a', 'docs.example.com'],
    ['https://docs%2eexample.com/', 'docs.example.com'],
    ['https://ｄocs.example。com/', 'docs.example.com'],
    ['https://do\u00adcs.example.com../', 'docs.example.com'],
    ['https://münchen.example/', null],
    ['http://3232235786/', '192.168.1.10'],
    ['http://0xC0A8010A/', '192.168.1.10'],
    ['http://0300.0250.01.012/', '192.168.1.10'],
    ['http://192.168.266/', '192.168.1.10'],
    ['http://192.168.1.10./', '192.168.1.10'],
    ['http://192.168.1.256/', null],
    ['http://1.2.3.4.5/', null],
    ['http://09/', null],
    ['http://[::ffff:c0a8:10a]/', '192.168.1.10'],
    ['http://[0:0:0:0:0:FFFF:192.168.1.10]:80/', '192.168.1.10'],
    ['http://[64:ff9b::192.168.1.10]/', '192.168.1.10'],
    ['http://[0:0:0:0:0:0:0:1]/', '::1'],
    ['http://[1:0:0:2:0:0:0:3]/', '1:0:0:2::3'],
    ['http://[1::2::3]/', null],
    ['host1', 'host1'],
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

  it('agrees with the URL parser of browsers and node wherever that knows a host', () => {
    const part = fc.constantFrom(
      'a',
      'B',
      '1',
      '0x7f',
      '010',
      '256',
      '%61',
      '.',
      '-',
      '::',
      'ffff',
      ':',
      '@',
      '[',
      ']',
      '。',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const target = `http://${parts.join('')}/`;
        if (!URL.canParse(target)) return;
        const { hostname } = new URL(target);
        const host = hostOf(target);
        // No resolver knows a name with two dots at its end. An address inside version 6 is the address; a name that is none of ours asks.
        if (host === null || hostname.endsWith('..') || /^\[(?:::ffff:|64:ff9b::)/.test(hostname))
          return;
        assert.equal(host, hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, ''));
      }),
      { numRuns: 3_000 },
    );
  });
});
