/**
 * A client of the agent that uses nothing of MAX Desk, written after docs/agent.md alone.
 *
 *   node agent-plain-client.mjs SOCKET KEEP pair NAME
 *   node agent-plain-client.mjs SOCKET KEEP status|token|forget
 *   node agent-plain-client.mjs SOCKET KEEP call METHOD PATH
 *   node agent-plain-client.mjs SOCKET KEEP report FROM TO BY
 *
 * KEEP is the file for its key. It prints one JSON object a line.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';

const [socketPath, keep, what, ...rest] = process.argv.slice(2);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const lines = (...all) => all.join('\n');
const nonce = () => randomBytes(32).toString('base64url');
const print = (value) => console.log(JSON.stringify(value));

/** RFC 8410: what stands before the 32 bytes of a key. */
const head = Buffer.from('302a300506032b6570032100', 'hex');
const publicText = (key) =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(12).toString('base64url');
const publicOf = (text) =>
  createPublicKey({
    key: Buffer.concat([head, Buffer.from(text, 'base64url')]),
    type: 'spki',
    format: 'der',
  });

const socket = connect(socketPath);
const messages = [];
let wake = () => {};
let isOver = false;
let bytes = Buffer.alloc(0);
socket.on('data', (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE(0)) {
    const end = 4 + bytes.readUInt32BE(0);
    messages.push(JSON.parse(bytes.subarray(4, end).toString('utf8')));
    bytes = bytes.subarray(end);
  }
  wake();
});
for (const event of ['error', 'close'])
  socket.on(event, () => {
    isOver = true;
    wake();
  });

function send(message) {
  const json = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  socket.write(Buffer.concat([length, json]));
}

async function next() {
  while (messages.length === 0) {
    if (isOver) throw new Error('The agent has closed the connection.');
    await new Promise((resolve) => {
      wake = resolve;
    });
  }
  const message = messages.shift();
  if (message.type === 'error') {
    print(message);
    process.exit(1);
  }
  return message;
}

async function hello(kept) {
  const mine = nonce();
  send({ type: 'hello', versions: [1], nonce: mine });
  const { publicKey, signature, challenge } = await next();
  const said = Buffer.from(lines('max-desk-agent v1 hello', mine, challenge));
  if (!verify(null, said, publicOf(publicKey), Buffer.from(signature, 'base64url')))
    throw new Error('This is not the agent.');
  if (kept !== undefined && kept !== publicKey) throw new Error('This is another agent.');
  return { publicKey, challenge };
}

async function pair(name) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const mine = publicText(privateKey);
  const path = process.argv[1];
  const agent = await hello();
  const secret = nonce();
  const commitment = sha256(lines('max-desk-agent v1 commitment', secret, mine));
  send({ type: 'pair', name, path, publicKey: mine, commitment });
  const theirs = (await next()).nonce;
  const facts = [agent.publicKey, mine, theirs, secret, sha256(name), sha256(path)];
  const said = lines('max-desk-agent v1 pairing', ...facts);
  send({
    type: 'reveal',
    nonce: secret,
    signature: sign(null, Buffer.from(said), privateKey).toString('base64url'),
  });
  await next();
  print({ code: String(Number.parseInt(sha256(said).slice(0, 8), 16) % 1_000_000).padStart(6, '0') });
  const paired = await next();
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(keep, JSON.stringify({ key, agent: agent.publicKey }), { mode: 0o600 });
  print(paired);
}

async function ask(operation) {
  const { key, agent } = JSON.parse(readFileSync(keep, 'utf8'));
  const privateKey = createPrivateKey(key);
  const { challenge } = await hello(agent);
  const request = JSON.stringify(operation);
  const said = lines('max-desk-agent v1', challenge, sha256(request));
  const signature = sign(null, Buffer.from(said), privateKey).toString('base64url');
  send({ type: 'request', publicKey: publicText(privateKey), request, signature });
  for (;;) {
    const answer = await next();
    print(answer.type === 'body' ? { body: Buffer.from(answer.base64, 'base64').toString('utf8') } : answer);
    if (answer.challenge !== undefined) return;
  }
}

const [first, second, third] = rest;
if (what === 'pair') await pair(first);
else if (what === 'call') await ask({ op: 'call', method: first, path: second, headers: [], body: null });
else if (what === 'report') await ask({ op: 'report', from: Number(first), to: Number(second), by: third });
else await ask({ op: what });
socket.end();
