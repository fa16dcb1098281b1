import { isRecord } from '@device-flow/untrusted'

// An app that copies or merges claims with these names would change the prototype of its own objects.
const PROTOTYPE_MEMBERS = new Set(['__proto__', 'constructor', 'prototype'])

/** A copy of claims without members, at any depth, whose names lead to a prototype. */
export function plainClaims<Claims>(claims: Claims): Claims {
  return plain(claims) as Claims
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isRecord(value)) return value
  const members = Object.entries(value).filter(([name]) => !PROTOTYPE_MEMBERS.has(name))
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]))
}
