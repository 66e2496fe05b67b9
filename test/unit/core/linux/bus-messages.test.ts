import { describe, expect, test } from 'vitest';
import { decodeMessages, encodeCall } from '../../../../electron/core/linux/bus-messages.ts';
import { ofBus } from '../../../../electron/core/linux/session-bus.ts';
import { busRecording } from '../../../fakes/bus-recording.ts';

const bus = 'org.freedesktop.DBus';
const { hello, nameAcquired, matched, owned, came, went } = busRecording;

describe("the bus's messages", () => {
  test('are written as the bus understood them when they were recorded', () => {
    const recorded = [
      '6c01000108000000020000007f00000001016f00150000002f6f72672f667265656465736b746f702f44427573000000',
      '02017300140000006f72672e667265656465736b746f702e4442757300000000030173000c0000004e616d654861734f',
      '776e65720000000006017300140000006f72672e667265656465736b746f702e44427573000000000801670001730000',
      '03000000612e6200',
    ];
    expect(encodeCall(2, ofBus('NameHasOwner', 'a.b')).toString('hex')).toBe(recorded.join(''));
    expect(encodeCall(1, ofBus('Hello')).subarray(4, 8).readUInt32LE()).toBe(0);
  });

  test('are read: to what they answer, who sent them, and what they say', () => {
    const stream = Buffer.concat([hello, nameAcquired, matched, owned, came, went]);
    const tray = 'org.kde.StatusNotifierWatcher';
    const reply = { kind: 'reply', interface: undefined, member: undefined, error: undefined, sender: bus };
    const signal = { kind: 'signal', interface: bus, replyTo: undefined, error: undefined, sender: bus };
    expect(decodeMessages(stream)).toEqual({
      messages: [
        { ...reply, replyTo: 1, body: [':1.0'] },
        { ...signal, member: 'NameAcquired', body: [':1.0'] },
        { ...reply, replyTo: 2, body: [] },
        { ...reply, replyTo: 3, body: [true] },
        { ...signal, member: 'NameOwnerChanged', body: [tray, '', ':1.6'] },
        { ...signal, member: 'NameOwnerChanged', body: [tray, ':1.6', ''] },
      ],
      rest: Buffer.alloc(0),
    });
  });

  test('are read: a property, which comes with its type', () => {
    const reply = Buffer.from(owned);
    const at = reply.lastIndexOf(Buffer.from('0167000162', 'hex'));
    expect(at, 'the signature of a reply with a boolean').toBeGreaterThan(0);
    reply.write('v', at + 4, 'latin1');
    const property = Buffer.concat([reply.subarray(0, -4), Buffer.from('0162000001000000', 'hex')]);
    property.writeUInt32LE(8, 4);
    expect(decodeMessages(property).messages[0]?.body).toEqual([true]);
  });

  test('are read in whatever pieces they come', () => {
    const stream = Buffer.concat([hello, owned, came]);
    for (let cut = 0; cut <= stream.length; cut++) {
      const first = decodeMessages(stream.subarray(0, cut));
      const second = decodeMessages(Buffer.concat([first.rest, stream.subarray(cut)]));
      expect(first.messages.length + second.messages.length).toBe(3);
      expect(second.rest).toHaveLength(0);
    }
  });

  test('that are none, too long, or end within an argument are refused', () => {
    expect(() => decodeMessages(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toThrow('no message');
    const long = Buffer.from(owned);
    long.writeUInt32LE(1_000_000, 4);
    expect(() => decodeMessages(long)).toThrow('too long');
    const short = Buffer.from(owned.subarray(0, -4));
    short.writeUInt32LE(0, 4);
    expect(() => decodeMessages(short)).toThrow();
  });
});

test('the arguments of a notification are written as the specification has them', () => {
  const call = { to: 'a.b', path: '/a', interface: 'a.b', member: 'M', signature: 'siasa{sv}u' };
  const args = ['ü', -1, ['x', 'yz'], { k: 'v' }, 7];
  const message = encodeCall(1, { ...call, args });
  const body = message.subarray(message.length - message.readUInt32LE(4));
  const expected = [
    // A text: its length in bytes, and a zero behind it. The next argument begins at a multiple of 4.
    '02000000c3bc00 00',
    'ffffffff',
    // A list: the length of what follows, without the space before it.
    '0f000000 0100000078 00 0000 02000000 797a00',
    // Properties: as a list of pairs, each at a multiple of 8, with the type of each value.
    '00 12000000 00000000 010000006b00 017300 000000 0100000076 00',
    '0000 07000000',
  ];
  expect(body.toString('hex')).toBe(expected.join('').replaceAll(' ', ''));
});

test('a call is read as it was written: texts, numbers, lists, and nothing behind what is not needed here', () => {
  const call = { to: 'a.b', path: '/a', interface: 'a.b', member: 'M' };
  const args = ['ü', 7, [], ['x', 'yz', ''], 'end'];
  const { messages, rest } = decodeMessages(encodeCall(1, { ...call, signature: 'suasass', args }));
  expect(messages).toEqual([
    {
      kind: 'call',
      replyTo: undefined,
      error: undefined,
      interface: 'a.b',
      member: 'M',
      sender: undefined,
      body: args,
    },
  ]);
  expect(rest).toHaveLength(0);
  const more = encodeCall(2, { ...call, signature: 'sa{sv}s', args: ['a', { k: 'v' }, 'b'] });
  expect(decodeMessages(more).messages[0]?.body).toEqual(['a']);
});
