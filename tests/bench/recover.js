// Other people's SLIP-0039 on our card files: prints the secret's digits.
//
// usage: NODE_PATH=FOLDER node recover.js CARD...
'use strict'
const fs = require('fs')
const slip39 = require('slip39')

const words = name => fs.readFileSync(name, 'utf8').match(/^words (.*)$/m)[1]
const secret = slip39.recoverSecret(process.argv.slice(2).map(words), '')
console.log(Buffer.from(secret).toString('hex'))
