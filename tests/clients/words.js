// The words of a command: what stands before the first option, and the options, each once, with the words behind it.
'use strict'

exports.read = function (words) {
  const found = { verb: [], options: {} }
  let into = null
  for (const word of words) {
    if (word.startsWith('--')) {
      const [name, value] = word.slice(2).split(/=(.*)/s)
      if (name in found.options) throw new Error(`--${name} twice`)
      into = found.options[name] = value === undefined ? [] : [value]
    } else (into || found.verb).push(word)
  }
  return found
}

// The values of these options in their order; every option is known, none is missing but those that end in '?'.
exports.take = function (options, ...names) {
  const known = names.map(name => name.replace('?', ''))
  for (const name in options) if (!known.includes(name)) throw new Error(`--${name} is not known here`)
  return names.map((name, i) => {
    const value = options[known[i]]
    if (value === undefined && !name.endsWith('?')) throw new Error(`--${name} is missing`)
    return value === undefined ? undefined : value.join(' ')
  })
}
