import { stringify } from 'yaml'
import { z } from 'zod'
import type { KubeObject } from '../core/kube.ts'
import { redactObject } from '../core/redact.ts'

/** Objects as `-o yaml` and `-o json` print them, without managedFields and without secrets. */
export function manifest(objects: readonly KubeObject[], format: 'yaml' | 'json'): readonly string[] {
  const clean = objects.map((object) => redactObject(z.json().parse(withoutManagedFields(object))))
  if (format === 'json') return JSON.stringify(clean.length === 1 ? clean[0] : clean, null, 2).split('\n')
  return clean
    .map((object) => stringify(object, { lineWidth: 0 }).trimEnd())
    .join('\n---\n')
    .split('\n')
}

function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}
