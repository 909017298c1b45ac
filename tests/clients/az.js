// `az keyvault key` as far as our commands go, by npm's @azure/keyvault-keys, against a vault on the loopback interface: Debian's az
// cannot talk to vaults. What is printed is the REST answer.
//
// usage: NODE_PATH=… NODE_EXTRA_CA_CERTS=… PORT=… node az.js keyvault key create|show|import|download …
'use strict'
const fs = require('fs')
const dns = require('dns')
const crypto = require('crypto')
const words = require('./words.js')

// Names of vaults are the real ones, certificates too; nothing but the loopback interface is reached.
dns.lookup = (host, options, found) =>
  (found || options)(null, ...(options.all ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4]))
// The client wants it as a global, which Debian 12's node does not have.
globalThis.crypto ??= crypto.webcrypto
const { KeyClient } = require('@azure/keyvault-keys')

const credential = { getToken: async () => ({ token: 'of-the-test', expiresOnTimestamp: Date.now() + 3600e3 }) }
let answer = null
const heard = { onResponse: response => { answer = response.bodyAsText } }
const client = host => new KeyClient(`https://${host}:${process.env.PORT}`, credential, { retryOptions: { maxRetries: 0 } })
const place = id => /^https:\/\/([^/]+)\/keys\/([^/]+)$/.exec(id).slice(1)
const vaultOf = options => 'hsm-name' in options ? ['hsm-name', '.managedhsm.azure.net'] : ['vault-name', '.vault.azure.net']

// az adds -HSM to --kty of what --byok-file holds, and hands the file on as it is.
async function importKey (options) {
  const [where, domain] = vaultOf(options)
  const [vault, name, kty, curve, file, ops] = words.take(options, where, 'name', 'kty', 'curve?', 'byok-file', 'ops')
  const key = { kty: kty + '-HSM', keyOps: ops.split(' '), t: fs.readFileSync(file) }
  await client(vault + domain).importKey(name, curve ? { ...key, crv: curve } : key, heard)
  console.log(answer)
}

async function create (options) {
  const [id, kty, size, ops] = words.take(options, 'id', 'kty', 'size', 'ops')
  const [host, name] = place(id)
  await client(host).createKey(name, kty, { ...heard, keySize: Number(size), keyOps: ops.split(' ') })
  console.log(answer)
}

async function show (options) {
  const [where, domain] = vaultOf(options)
  if ('id' in options) await client(place(words.take(options, 'id')[0])[0]).getKey(place(options.id[0])[1], heard)
  else {
    const [vault, name] = words.take(options, where, 'name')
    await client(vault + domain).getKey(name, heard)
  }
  console.log(answer)
}

async function download (options) {
  const [where, domain] = vaultOf(options)
  const [vault, name, file] = words.take(options, where, 'name', 'file')
  const { key } = await client(vault + domain).getKey(name)
  const text = number => number && Buffer.from(number).toString('base64url')
  const jwk = { kty: key.kty.replace('-HSM', ''), n: text(key.n), e: text(key.e), crv: key.crv, x: text(key.x), y: text(key.y) }
  const spki = crypto.createPublicKey({ key: JSON.parse(JSON.stringify(jwk)), format: 'jwk' })
  fs.writeFileSync(file, spki.export({ type: 'spki', format: 'pem' }), { flag: 'wx' })
}

const { verb, options } = words.read(process.argv.slice(2))
const does = { create, show, import: importKey, download }[verb[2]]
if (verb.slice(0, 2).join(' ') !== 'keyvault key' || !does) throw new Error(`az ${verb.join(' ')} is not known here`)
does(options).catch(why => {
  console.error(`az: ${why.message}`)
  process.exitCode = 1
})
