// Other people's SLIP-0039, for measuring.
//
// usage: NODE_PATH=FOLDER node slip39.js prove K N          splits 32 bytes, combines every K of the N cards, prints these
//        NODE_PATH=FOLDER node slip39.js combine CARD...    of our card files: prints the secret's digits
//        NODE_PATH=FOLDER node slip39.js check CARD...      each alone
'use strict'
const crypto = require('crypto')
const fs = require('fs')
const slip39 = require('slip39')

const words = name => fs.readFileSync(name, 'utf8').match(/^words (.*)$/m)[1]

function must(good, text) {
  if (!good) throw new Error(text)
}

function * choices(cards, count, from = 0) {
  if (count === 0) yield []
  for (let i = from; i + count <= cards.length && count > 0; i++)
    for (const rest of choices(cards, count - 1, i + 1)) yield [cards[i], ...rest]
}

function prove(k, n) {
  const secret = crypto.randomBytes(32)
  const cards = slip39.fromArray([...secret], { groups: [[k, n]], extendableBackupFlag: 0 }).fromPath('r').mnemonics

  for (const chosen of choices(cards, k)) must(secret.equals(Buffer.from(slip39.recoverSecret(chosen, ''))), 'another secret')
  console.log(cards.join('\n'))
}

function combine(names) {
  console.log(Buffer.from(slip39.recoverSecret(names.map(words), '')).toString('hex'))
}

function check(names) {
  for (const name of names) must(slip39.validateMnemonic(words(name)), name)
  console.log(names.length)
}

const [what, ...operands] = process.argv.slice(2)
if (what === 'prove') prove(...operands.map(Number))
else if (what === 'combine') combine(operands)
else check(operands)
