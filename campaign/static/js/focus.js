// The summary of errors takes the focus, also where autofocus on a block is not honoured.
document.querySelector("[data-focus]")?.focus();
