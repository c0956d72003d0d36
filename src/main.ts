import { setFlagsFromString } from 'node:v8'

// V8 doubles its nursery up to 32 MB because so much is loaded at once, and does not give it back to an idle process.
setFlagsFromString('--semi-space-growth-factor=1')
// After a few answers it optimises undici's HTTP parser: microseconds a call for up to 30 MB left in the allocator.
setFlagsFromString('--wasm-tiering-budget=2000000000')

// Imported only now: what is imported above is loaded before the first line runs.
await import('./start.ts')

// From here on the nursery may grow with the work.
setFlagsFromString('--semi-space-growth-factor=2')
