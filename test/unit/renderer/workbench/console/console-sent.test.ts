import { expect, test } from 'vitest';
import { sentPath } from '../../../../../renderer/workbench/console/console-sent.ts';

const values = { unitId: 'US/1 ä', userId: undefined };

test.each([
  ['/units', null],
  ['units?$top=1', null],
  [' /units#part ', null],
  ['/a%20b?x=1+2%2B3&y=%c3%a4', null],
  ['/Aufzüge im Hof?ort=Köln Süd', '/Aufz%C3%BCge%20im%20Hof?ort=K%C3%B6ln%20S%C3%BCd'],
  ['/units/{unitId}/x?by={userId}', '/units/US%2F1%20%C3%A4/x?by={userId}'],
  ['/a/../b', '/b'],
  ['https://api.example/ä', 'https://api.example/%C3%A4'],
  ['https://api.example/a', null],
  ['https://[', null],
])('of the path %j is sent: %j', (path, sent) => expect(sentPath(path, values)).toBe(sent));
