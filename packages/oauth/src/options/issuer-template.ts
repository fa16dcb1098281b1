import { parseUrl } from '../http/parse-url.ts'

// Microsoft writes `{tenantid}`; `URL` encodes the braces.
const PLACEHOLDER = /(?:\{|%7b)[\w-]+(?:\}|%7d)/gi
const TENANT = '{tenantid}'
const TENANT_NAME = /^[\w.-]+$/

/**
 * An issuer that stands for those of several tenants, with `{tenantid}` where they differ; undefined for the issuer of
 * one.
 */
export function issuerTemplateIn(issuer: unknown): string | undefined {
  if (typeof issuer !== 'string') return undefined
  const template = issuer.replaceAll(PLACEHOLDER, TENANT)
  return template.includes(TENANT) ? template : undefined
}

/**
 * Whether an issuer is what a template says, with one whole segment of its path for the tenant (`common`,
 * `organizations`, a tenant's own).
 */
export function fillsTemplate(issuer: URL, template: string): boolean {
  const [before = '', after, ...more] = template.split(TENANT)
  if (after === undefined || more.length > 0 || parseUrl(before)?.origin !== issuer.origin) return false
  return issuer.pathname
    .split('/')
    .some((segment) => TENANT_NAME.test(segment) && parseUrl(`${before}${segment}${after}`)?.href === issuer.href)
}
