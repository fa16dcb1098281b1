import { isObject } from './answer.ts'

// An app that copies claims one by one, or merges them, would change the prototype of an object of its own.
const PROTOTYPE_MEMBERS = new Set(['__proto__', 'constructor', 'prototype'])

/** A copy of claims, at every depth without members that are named like the way to a prototype. */
export function plainClaims<Claims>(claims: Claims): Claims {
  return plain(claims) as Claims
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value)) return value
  const members = Object.entries(value).filter(([name]) => !PROTOTYPE_MEMBERS.has(name))
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]))
}
