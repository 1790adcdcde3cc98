// Browsers have no `Buffer`: this much of it is what `dockerfile-ast` needs.
export const Buffer = { from: text => new TextEncoder().encode(text) };
