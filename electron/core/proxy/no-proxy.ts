/**
 * Whether NO_PROXY exempts a host from the proxy, as curl reads the list: names with or without a leading dot stand for
 * themselves and what is below them, addresses for themselves, `ADDRESS/BITS` for a network, and `*` alone for
 * everything. An entry with a port exempts nothing. Only commas separate entries; a blank ends the list.
 * Source: curl, lib/noproxy.c, and its manual (--noproxy).
 * @param hostname of a URL; an IPv6 address in brackets
 * @param list the variable's value
 */
export function isExempt(hostname: string, list: string): boolean {
  if (list === '*') return true;
  const { isIP, BlockList } = process.getBuiltinModule('node:net');
  const address = withoutBrackets(hostname);
  const family = isIP(address);
  const name = address.toLowerCase().replace(/\.$/, '');

  function contains(entry: string): boolean {
    const [network = '', bits = ''] = withoutBrackets(entry).split('/', 2);
    if (isIP(network) !== family) return false;
    const type = family === 4 ? 'ipv4' : 'ipv6';
    const all = family === 4 ? 32 : 128;
    const length = Number.parseInt(bits, 10) || all;
    if (length < 0 || length > all) return false;
    const block = new BlockList();
    block.addSubnet(network, length, type);
    return block.check(address, type);
  }
  return entriesOf(list).some((entry) => (family === 0 ? isBelow(name, entry) : contains(entry)));
}

function entriesOf(list: string): string[] {
  const entries = list.split(',').map((entry) => entry.trim());
  const ended = entries.findIndex((entry) => /\s/.test(entry));
  return (ended < 0 ? entries : [...entries.slice(0, ended), entries[ended]?.split(/\s/)[0] ?? '']).filter(
    (entry) => entry !== '',
  );
}

function isBelow(name: string, entry: string): boolean {
  const domain = entry.toLowerCase().replace(/\.$/, '').replace(/^\./, '');
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`));
}

/** curl wants IPv6 addresses without brackets; with them they mean the same. */
function withoutBrackets(text: string): string {
  return text.replace(/^\[(.*)\]$/, '$1');
}
