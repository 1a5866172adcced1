"""Asks the program as an assistant would, with the reference client: mcp_client.py PROGRAM. Prints the answers as JSON."""
import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

ASKED = [
    ("cite", {"text": "See Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference."}),
    ("history", {"id": "pp-123"}),
    ("cited_by", {"id": "WTSA Resolution 44"}),
    ("explain", {"code": "stale-edition"}),
    ("impact", {"id": "WTSA-44", "into": "PP-123"}),
    ("audit", {"text": "See Resolution 123 (Rev. Busan, 2014) of the Plenipotentiary Conference."}),
    ("history", {"id": "nothing of the kind"}),
]


async def main():
    server = StdioServerParameters(command=sys.argv[1], args=["mcp", "-q"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = await session.list_tools()
        answers = []
        for name, arguments in ASKED:
            result = await session.call_tool(name, arguments)
            answers.append(json.loads(result.content[0].text))
        print(json.dumps({"tools": [t.name for t in tools.tools], "answers": answers}))


asyncio.run(main())
