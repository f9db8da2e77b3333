/** The languages of code snippets, in the order of a menu. */
export const SNIPPET_LANGUAGES = ['curl', 'python', 'javascript', 'json'] as const

export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number]

/** What a snippet sends: the body of the request, to a base URL without a trailing slash. */
export interface SnippetRequest {
  readonly baseUrl: string
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * Returns a program that creates a generation, polls it until it ends, and downloads the video to `video.mp4`; for `json`
 * only the body. The programs read the API key from the environment variable `AIMLAPI_API_KEY`. Texts of the request
 * cannot end a string or a document of the program, whatever they contain.
 */
export function snippet(language: SnippetLanguage, request: SnippetRequest): string {
  switch (language) {
    case 'curl':
      return curlSnippet(request)
    case 'python':
      return pythonSnippet(request)
    case 'javascript':
      return javascriptSnippet(request)
    case 'json':
      return `${json(request.body)}\n`
  }
}

// JSON is pretty-printed: no line of it can be the delimiter of the document, because a text has no line breaks.
function curlSnippet({ baseUrl, body }: SnippetRequest): string {
  return `#!/usr/bin/env bash
set -euo pipefail
api=${shellQuote(`${baseUrl}/v2/video/generations`)}
response=$(mktemp)
trap 'rm -f "$response"' EXIT

# Prints the first text with this name in the response.
field() {
  grep -o "\\"$1\\" *: *\\"[^\\"]*\\"" "$response" | head -n 1 | sed -e 's/^[^:]*: *"//' -e 's/"$//' -e 's#\\\\/#/#g' -e 's/\\\\u0026/\\&/g'
}

curl --fail-with-body --silent --show-error "$api" \\
  --header "Authorization: Bearer $AIMLAPI_API_KEY" --header 'Content-Type: application/json' \\
  --data-binary @- --output "$response" <<'REQUEST' || { cat "$response" >&2; exit 1; }
${json(body)}
REQUEST
id=$(field id)

while
  sleep 10
  curl --fail --silent --show-error --retry 5 --get "$api" --data-urlencode "generation_id=$id" \\
    --header "Authorization: Bearer $AIMLAPI_API_KEY" --output "$response"
  status=$(field status)
  echo "$status" >&2
  [ "$status" != completed ]
do
  if [ "$status" = error ]; then cat "$response" >&2; exit 1; fi
done

curl --fail --silent --show-error --location --output video.mp4 --url "$(field url)"
`
}

function pythonSnippet({ baseUrl, body }: SnippetRequest): string {
  return `import os
import time

import requests

API = ${JSON.stringify(`${baseUrl}/v2/video/generations`)}
HEADERS = {"Authorization": f"Bearer {os.environ['AIMLAPI_API_KEY']}"}

response = requests.post(API, headers=HEADERS, timeout=120, json=${pythonLiteral(body, '')})
response.raise_for_status()
generation = response.json()

while generation["status"] != "completed":
    if generation["status"] == "error":
        raise SystemExit(f"The generation failed: {generation.get('error')}")
    time.sleep(10)
    response = requests.get(API, headers=HEADERS, timeout=60, params={"generation_id": generation["id"]})
    response.raise_for_status()
    generation = response.json()
    print(generation["status"])

video = requests.get(generation["video"]["url"], timeout=600)
video.raise_for_status()
with open("video.mp4", "wb") as file:
    file.write(video.content)
`
}

function javascriptSnippet({ baseUrl, body }: SnippetRequest): string {
  return `import { writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

const api = ${JSON.stringify(`${baseUrl}/v2/video/generations`)}
const headers = { Authorization: \`Bearer \${process.env.AIMLAPI_API_KEY}\`, 'Content-Type': 'application/json' }

async function call(url, options) {
  const response = await fetch(url, { headers, ...options })
  if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`)
  return response.json()
}

const body = ${json(body)}
let generation = await call(api, { method: 'POST', body: JSON.stringify(body) })

while (generation.status !== 'completed') {
  if (generation.status === 'error') throw new Error(JSON.stringify(generation.error))
  await setTimeout(10_000)
  generation = await call(\`\${api}?generation_id=\${encodeURIComponent(generation.id)}\`)
  console.log(generation.status)
}

const video = await fetch(generation.video.url)
if (!video.ok) throw new Error(\`The video could not be downloaded: \${video.status}\`)
await writeFile('video.mp4', Buffer.from(await video.arrayBuffer()))
`
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** A JSON text is a valid Python literal, except for its three constants. */
function pythonLiteral(value: unknown, indent: string): string {
  const inner = `${indent}    `
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value === null) return 'None'
  if (Array.isArray(value)) return `[${value.map((item) => pythonLiteral(item, indent)).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value as object).map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${pythonLiteral(item, inner)},\n`,
  )
  return `{\n${entries.join('')}${indent}}`
}
