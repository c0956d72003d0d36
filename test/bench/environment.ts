/**
 * What a measured process gets of our environment: no compile cache but the one that is meant, and no further
 * authorities, which Node would parse for connections that none of them makes.
 */
export function environment(compileCache?: string): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE: _cache, NODE_EXTRA_CA_CERTS: _authorities, ...env } = process.env
  return { ...env, ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }) }
}
