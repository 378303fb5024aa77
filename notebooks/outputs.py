"""Compares the outputs of an executed notebook with those checked in, or writes them: outputs.py [--update] STORED EXECUTED.

Text and tables must be the same; of a picture only that it is there, for its pixels depend on fonts and on the version of Java.
"""

import difflib
import json
import sys

PICTURES = ("image/png", "image/svg+xml", "image/jpeg")


def joined(text):
    return text if isinstance(text, str) else "".join(text)


def lines(text):
    return joined(text).splitlines(keepends=True)


def clean_output(output):
    """Returns an output without what differs from run to run."""
    if output["output_type"] == "stream":
        return {"name": output["name"], "output_type": "stream", "text": lines(output["text"])}
    data = {
        kind: joined(content).strip() if kind in PICTURES else lines(content)
        for kind, content in sorted(output["data"].items())
    }
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def clean_outputs(outputs):
    """Returns the outputs of a cell; text that came in pieces is one piece."""
    cleaned = []
    for output in map(clean_output, outputs):
        last = cleaned[-1] if cleaned else {}
        if "name" in output and last.get("name") == output["name"]:
            last["text"] = lines("".join(last["text"] + output["text"]))
        else:
            cleaned.append(output)
    return cleaned


def clean_cell(number, cell):
    base = {"cell_type": cell["cell_type"], "id": f"cell-{number}", "metadata": {}, "source": lines(cell["source"])}
    if cell["cell_type"] != "code":
        return base
    return {**base, "execution_count": None, "outputs": clean_outputs(cell["outputs"])}


def clean(notebook):
    """Returns the notebook with nothing in it but cells, their outputs and the name of the kernel."""
    kernel = notebook["metadata"]["kernelspec"]
    return {
        "cells": [clean_cell(number, cell) for number, cell in enumerate(notebook["cells"], 1)],
        "metadata": {"kernelspec": {key: kernel[key] for key in ("display_name", "language", "name")}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def spoken(notebook):
    """Returns what is compared, as lines."""
    said = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            said.append(f"[output of {cell['id']}]\n")
            data = {"text": output["text"]} if "text" in output else output["data"]
            for kind, content in data.items():
                said.append(f"{kind}:\n")
                said.extend(["(a picture)\n"] if kind in PICTURES else content)
    return [line if line.endswith("\n") else line + "\n" for line in said]


def main(arguments):
    update = "--update" in arguments
    stored_path, executed_path = [word for word in arguments if word != "--update"]
    with open(executed_path, encoding="utf-8") as file:
        executed = clean(json.load(file))
    if update:
        with open(stored_path, "w", encoding="utf-8") as file:
            json.dump(executed, file, indent=1, ensure_ascii=False, sort_keys=True)
            file.write("\n")
        return 0
    with open(stored_path, encoding="utf-8") as file:
        stored = clean(json.load(file))
    difference = list(difflib.unified_diff(spoken(stored), spoken(executed), stored_path, "as executed now"))
    sys.stdout.writelines(difference)
    if difference:
        print(f"{stored_path}: the outputs differ; if that is meant, write them with notebooks/run --update")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
