import fc from 'fast-check';
import { utcTime } from '../../../../src/core/audit/utcTime.ts';

describe('utcTime', () => {
  it('writes the time as the language itself does', () => {
    const times = fc.date({
      min: new Date('0000-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(times, (date) => utcTime(date.getTime()) === date.toISOString()));
  });
});
