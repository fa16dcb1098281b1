/** What users import: each entry point of each published package. */
export function publishedEntries(): { name: string; types: string; page: string }[]
