// Other people's SLIP-0039 against ours: the standard's test vectors, as the npm package slip39 carries them, through
// our program; our cards through the package; the package's cards through our program.
//
// usage: NODE_PATH=FOLDER node slip39.js JUDGE
'use strict'
const fs = require('fs')
const path = require('path')
const crypto = require('crypto')
const { spawnSync } = require('child_process')
const slip39 = require('slip39')

const judge = process.argv[2]
// Of vectors.json as the standard's authors publish it; the package's copy has one more newline at its end.
const VECTORS_SHA256 = '13ebecebdd869dd2bc2cdf69e7ce3a158cf106cac76c39d17682b1c6cdabbdc4'

function check(good, text) {
  console.log(`${good ? 'ok' : 'not ok'} ${text}`)
  if (!good) process.exitCode = 1
  return good
}

function run(args, input) {
  const done = spawnSync(judge, args, { input, encoding: 'latin1' })
  return { status: done.status, lines: done.stdout.split('\n').slice(0, -1) }
}

const combine = (cards, passphrase) => run(['combine'], [passphrase, ...cards].join('\n') + '\n')

// A refusal is status 1 and one sentence; anything else, a crash too, is not.
const refused = answer => answer.status === 1 && answer.lines.length === 1 && !/^[0-9a-f]+$/.test(answer.lines[0])

// What is wrong with each vector that must be refused, in our words; their numbers, of 128 and of 256 bits.
const SENTENCES = {
  'has a wrong checksum: a word is wrong': [2, 21],
  'has padding that is not zero': [3, 22],
  'the cards of a group are too few': [5, 16, 24, 35],
  'the cards have different identifiers': [6, 25],
  'the cards have different iteration exponents': [7, 26],
  'the cards have different group thresholds': [8, 27],
  'the cards have different numbers of groups': [9, 28],
  'asks for more groups than there are': [10, 29],
  'two cards of a group have the same number': [11, 30],
  'the cards of a group have different thresholds': [12, 31],
  'the cards do not fit together: their digest is wrong': [13, 32],
  'the groups are too few': [14, 15, 33, 34],
  'has fewer than 20 words': [39],
  'has a number of words that no card has': [40],
}
const sentenceOf = number => Object.keys(SENTENCES).find(sentence => SENTENCES[sentence].includes(number))

function vectors() {
  const file = path.join(path.dirname(require.resolve('slip39')), 'test', 'vectors.json')
  const text = fs.readFileSync(file, 'utf8').replace(/\n$/, '')
  const all = JSON.parse(text)
  const digest = crypto.createHash('sha256').update(text).digest('hex')
  let valid = 0
  let invalid = 0

  check(digest === VECTORS_SHA256, 'the vectors are the published ones')
  for (const [name, cards, secret] of all) {
    const answer = combine(cards, 'TREZOR')
    const sentence = sentenceOf(parseInt(name))
    if (secret === '') {
      check(refused(answer) && answer.lines[0] === sentence, `vector ${name} is refused: ${answer.lines[0]}`)
      invalid++
    } else {
      check(answer.status === 0 && answer.lines[0] === secret && sentence === undefined, `vector ${name}`)
      valid++
    }
  }
  check(valid === 15 && invalid === 30, `45 vectors: ${valid} give their secrets, ${invalid} are refused, each with its sentence`)
}

// Some `count` of the cards, not always the first, in any order.
const pick = (cards, count) =>
  cards.map(card => [crypto.randomInt(1 << 30), card]).sort((a, b) => a[0] - b[0]).slice(0, count).map(pair => pair[1])

function theirsCombines(cards, passphrase, hex) {
  try {
    return Buffer.from(slip39.recoverSecret(cards, passphrase)).toString('hex') === hex
  } catch (problem) {
    return false
  }
}

function theirsSplits(hex, k, n, passphrase, extendable, exponent) {
  return slip39.fromArray([...Buffer.from(hex, 'hex')], {
    passphrase,
    groups: [[k, n]],
    iterationExponent: exponent,
    extendableBackupFlag: extendable,
  }).fromPath('r').mnemonics
}

function oneGroup(k, n, size, passphrase, extendable, exponent) {
  const text = `${k} of ${n}, ${size} bytes, passphrase '${passphrase}', flag ${extendable}, exponent ${exponent}`
  const hex = crypto.randomBytes(size).toString('hex')
  const ours = run(['split', k, n, hex, passphrase, extendable, exponent].map(String))
  const theirs = theirsSplits(hex, k, n, passphrase, extendable, exponent)

  if (!check(ours.status === 0 && ours.lines.length === n, `ours splits ${text}`)) return
  check(theirsCombines(pick(ours.lines, k), passphrase, hex), `theirs combines ours: ${text}`)
  check(combine(pick(theirs, k), passphrase).lines[0] === hex, `ours combines theirs: ${text}`)
  check(combine(pick(ours.lines, k), passphrase).lines[0] === hex, `ours combines ours: ${text}`)
  if (k > 1) {
    check(refused(combine(pick(theirs, k - 1), passphrase)), `ours refuses one card too few: ${text}`)
    check(refused(combine([...pick(theirs, k - 1), pick(ours.lines, 1)[0]], passphrase)), `ours refuses a mix: ${text}`)
  }
}

function groups() {
  const hex = crypto.randomBytes(32).toString('hex')
  const ours = run(['split', '2', '3', hex, 'pass', '0', '0', '2', '3']).lines
  const theirs = slip39.fromArray([...Buffer.from(hex, 'hex')], {
    passphrase: 'pass',
    threshold: 2,
    groups: [[2, 3], [1, 1], [3, 5]],
    extendableBackupFlag: 0,
  }).fromPath('r').mnemonics

  check(ours.length === 9, 'ours splits 2 of 3 groups')
  check(theirsCombines([ours[0], ours[2], ours[7], ours[8]], 'pass', hex), 'theirs combines two groups of ours')
  check(combine([theirs[3], theirs[8], theirs[4], theirs[6]], 'pass').lines[0] === hex, 'ours combines two groups of theirs')
}

// Any sets, and secrets that begin with zeros or are nothing else, in both directions.
function anySets(count) {
  let theirsBack = 0
  let oursBack = 0

  for (let i = 0; i < count; i++) {
    const n = crypto.randomInt(2, 17)
    const k = crypto.randomInt(2, n + 1)
    const size = 2 * crypto.randomInt(8, 33)
    const zeros = [0, 0, 1, size / 2, size][i % 5]
    const hex = '00'.repeat(zeros) + crypto.randomBytes(size - zeros).toString('hex')
    const passphrase = 'p'.repeat(crypto.randomInt(20))
    const [extendable, exponent] = [crypto.randomInt(2), crypto.randomInt(2)]
    const ours = run(['split', k, n, hex, passphrase, extendable, exponent].map(String)).lines
    oursBack += theirsCombines(pick(ours, k), passphrase, hex)
    const theirs = theirsSplits(hex, k, n, passphrase, extendable, exponent)
    theirsBack += combine(pick(theirs, k), passphrase).lines[0] === hex
  }
  check(oursBack === count, `${oursBack} of ${count} random sets of ours come back from theirs`)
  check(theirsBack === count, `${theirsBack} of ${count} random sets of theirs come back from ours`)
}

vectors()
for (const [k, n] of [[1, 1], [2, 2], [2, 3], [3, 5], [5, 9], [8, 16], [16, 16]]) oneGroup(k, n, 32, '', 0, 0)
for (const size of [16, 18, 20, 24, 34, 48, 64]) oneGroup(2, 3, size, 'TREZOR', size % 3 === 0 ? 1 : 0, 0)
for (const exponent of [1, 2, 3]) oneGroup(3, 4, 32, ' ~all printable~ ', exponent % 2, exponent)
oneGroup(2, 3, 32, 'x'.repeat(200), 1, 0)
groups()
anySets(60)
