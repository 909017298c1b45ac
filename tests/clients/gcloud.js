// `gcloud kms` as far as our commands go, by npm's @google-cloud/kms over REST, against a service on the loopback interface: gcloud
// itself, which Debian does not have, is test-gcloud's. JSON is that of the messages, as gcloud prints it.
//
// usage: NODE_PATH=… PORT=… node gcloud.js kms import-jobs create|describe … | kms keys versions import|describe|get-public-key …
// With LEGACY=yes an import is sent in the older field, rsaAesWrappedKey.
'use strict'
const fs = require('fs')
const words = require('./words.js')
const { KeyManagementServiceClient } = require('@google-cloud/kms')
const { OAuth2Client } = require('google-auth-library')
const { toProto3JSON } = require('proto3-json-serializer')

const authClient = new OAuth2Client()
authClient.setCredentials({ access_token: 'of-the-test', expiry_date: Date.now() + 3600e3 })
const client = new KeyManagementServiceClient({
  fallback: true, protocol: 'http', apiEndpoint: '127.0.0.1', port: Number(process.env.PORT), authClient
})
const name = word => word.toUpperCase().replaceAll('-', '_')
const ringOf = (project, location, ring) => `projects/${project}/locations/${location}/keyRings/${ring}`
const PLACE = ['project', 'location', 'keyring']

function print (type, message, format) {
  const json = toProto3JSON(client._protos.lookupType('google.cloud.kms.v1.' + type).fromObject(message))
  if (format === 'value(state)') console.log(json.state)
  else if (format === 'json') console.log(JSON.stringify(json, null, 2))
  else throw new Error(`--format ${format} is not known here`)
}

const verbs = {
  async 'kms import-jobs create' ([importJobId], options) {
    const [project, location, ring, method, level] = words.take(options, ...PLACE, 'import-method', 'protection-level')
    const parent = ringOf(project, location, ring)
    await client.createImportJob({ parent, importJobId, importJob: { importMethod: name(method), protectionLevel: name(level) } })
  },
  async 'kms import-jobs describe' ([job], options) {
    const [project, location, ring, format] = words.take(options, ...PLACE, 'format')
    const [found] = await client.getImportJob({ name: `${ringOf(project, location, ring)}/importJobs/${job}` })
    print('ImportJob', found, format)
  },
  async 'kms keys versions import' (_, options) {
    const [project, location, ring, key, job, algorithm, file] =
      words.take(options, ...PLACE, 'key', 'import-job', 'algorithm', 'wrapped-key-file')
    const parent = ringOf(project, location, ring)
    await client.importCryptoKeyVersion({
      parent: `${parent}/cryptoKeys/${key}`,
      importJob: `${parent}/importJobs/${job}`,
      algorithm: name(algorithm),
      [process.env.LEGACY === 'yes' ? 'rsaAesWrappedKey' : 'wrappedKey']: fs.readFileSync(file)
    })
  },
  async 'kms keys versions describe' ([version], options) {
    const [project, location, ring, key, format] = words.take(options, ...PLACE, 'key', 'format')
    const path = `${ringOf(project, location, ring)}/cryptoKeys/${key}/cryptoKeyVersions/${version}`
    print('CryptoKeyVersion', (await client.getCryptoKeyVersion({ name: path }))[0], format)
  },
  async 'kms keys versions get-public-key' ([version], options) {
    const [project, location, ring, key, file] = words.take(options, ...PLACE, 'key', 'output-file')
    const path = `${ringOf(project, location, ring)}/cryptoKeys/${key}/cryptoKeyVersions/${version}`
    fs.writeFileSync(file, (await client.getPublicKey({ name: path }))[0].pem)
  }
}

const { verb, options } = words.read(process.argv.slice(2))
const known = Object.keys(verbs).find(one => (verb.join(' ') + ' ').startsWith(one + ' '))
if (!known) throw new Error(`gcloud ${verb.join(' ')} is not known here`)
verbs[known](verb.slice(known.split(' ').length), options).catch(why => {
  console.error(`gcloud: ${why.message}`)
  process.exitCode = 1
})
